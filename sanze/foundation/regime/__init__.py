"""The policy as data (制度): articles, powers, limits."""
