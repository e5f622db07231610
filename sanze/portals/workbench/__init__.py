"""What a post owes and what waits for it. Capability X2."""
