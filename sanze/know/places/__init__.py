"""Places, their positions and their links, inside an enterprise or a cell: each can carry a responsible post (K2)."""
