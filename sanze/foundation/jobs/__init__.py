"""Work that nobody waits for: the queue, its schedule, its record."""
