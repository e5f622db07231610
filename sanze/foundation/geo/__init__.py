"""Places: boundaries checked, points found in cells."""
