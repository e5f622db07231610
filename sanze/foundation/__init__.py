"""Mechanism without a word of the field; every pillar stands on it."""
