"""知责: who answers for what, by which standard."""
