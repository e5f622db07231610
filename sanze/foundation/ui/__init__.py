"""The look: styles, scripts, icons, shared templates."""
