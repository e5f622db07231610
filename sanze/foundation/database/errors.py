"""What can be wrong with the database's environment, said in one sentence to whoever runs it."""


class DatabaseUnwell(Exception):
    """The database cannot be had; the text says why and what to do."""
