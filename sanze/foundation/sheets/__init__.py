"""Excel in and out, safe against broken and hostile files."""
