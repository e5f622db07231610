"""履责: what is done, by when, with what evidence."""
