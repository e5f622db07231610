"""Sanze 三责: a work-safety opinion turned into a running supervision network."""

__version__ = "0.1.0"
