"""Check items and criteria of major dangers, each with its legal basis. Capability K19."""
