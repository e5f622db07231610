"""Posts, the people who hold them, and how they sign in."""
