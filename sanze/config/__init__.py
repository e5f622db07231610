"""Settings and the root of the urls."""
