"""Pages on which a person performs one command."""
