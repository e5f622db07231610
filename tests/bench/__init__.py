"""Measures of the main paths against their bars, as ratios within one run; not tests, since machines differ."""
