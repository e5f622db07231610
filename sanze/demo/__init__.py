"""A fictional city, built by the same commands that its people would use."""
