"""The one ledger of what is owed (履责事项): by which post, for what, by when, and what discharged it. P1, L2, L4."""
