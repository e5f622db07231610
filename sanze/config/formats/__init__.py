"""How dates and numbers are written, where Django knows another way."""
