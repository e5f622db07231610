"""Files kept by the hash of their content, never overwritten."""
