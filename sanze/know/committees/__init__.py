"""Safety committees of the city and of industries, duty lists of departments, and units' own measures (K12)."""
