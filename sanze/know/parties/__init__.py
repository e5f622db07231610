"""Supervised enterprises and places, their people and their standing. Capability K2."""
