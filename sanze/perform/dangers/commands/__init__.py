"""Every write to a danger, one module for each part of the loop."""
