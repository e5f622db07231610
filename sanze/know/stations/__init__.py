"""Township safety stations on their way to the standard: people, money, equipment, conditions, duties, rules (K10)."""
