"""The look of every page: frame, menu, components and their style sheet."""
