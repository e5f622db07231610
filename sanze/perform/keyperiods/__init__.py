"""Key periods (重点时段): days on which more is owed, everybody reports, a rota is kept, and everything is visited."""
