"""Every write to a visit: planning inspections, and recording visits of all three kinds."""
