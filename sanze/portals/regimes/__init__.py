"""The office's pages of regimes (制度): what is in force, what it says, what would change, and putting one in force."""
