"""Processes killed in the middle of writing: nothing acknowledged is lost, nothing is doubled."""
