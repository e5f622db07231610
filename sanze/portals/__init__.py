"""Where people meet the platform."""
