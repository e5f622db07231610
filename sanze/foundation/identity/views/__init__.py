"""Pages: coming in, one's own account, and what the administrators see."""
