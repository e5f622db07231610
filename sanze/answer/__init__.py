"""问责: what follows."""
