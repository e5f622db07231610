"""State machines written as tables and checked when they are imported."""
