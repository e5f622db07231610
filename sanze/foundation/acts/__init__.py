"""The one door for writing, and the sealed acts that it leaves."""
