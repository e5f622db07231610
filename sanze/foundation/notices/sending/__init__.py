"""How each channel hands a message over: electronic mail, robots in groups, gateways of text messages."""
