"""Jurisdictions (辖区) from the city down to the basic cell. Capability K1."""
