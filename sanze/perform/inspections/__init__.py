"""Visits: administrative inspections, grid patrols, service visits. Capability P2."""
