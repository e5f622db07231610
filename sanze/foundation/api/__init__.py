"""The open interface, derived from commands and ledgers."""
