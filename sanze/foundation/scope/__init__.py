"""Who sees which rows: one rule for every list, page, export, map and operation."""
