"""Every write of what is owed: made and taken back by the clock, owed and ended by acts, waived, counted, kept tidy."""
