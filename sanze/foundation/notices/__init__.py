"""In-app notices to posts."""
