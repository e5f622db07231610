"""Official documents in the national layout (GB/T 9704-2012)."""
