"""Departments' enforcement teams (K8), and five-person patrol teams of dangerous industries (K7)."""
