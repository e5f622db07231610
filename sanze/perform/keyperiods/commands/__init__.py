"""Every write about key periods: their course, the reports and rotas of units, and big inspections."""
