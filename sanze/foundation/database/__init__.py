"""The embedded PostgreSQL and how to reach an external one."""
