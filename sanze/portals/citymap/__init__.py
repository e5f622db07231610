"""The city on one map. Capability X3."""
