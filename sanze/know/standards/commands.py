"""Every write to the county's own part of the library."""
