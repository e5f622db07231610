"""Why a file is turned away."""


class UnreadableSheet(Exception):
    """A file that cannot be read as a table; its text is a Chinese sentence that says what to do."""
