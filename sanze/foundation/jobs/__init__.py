"""Work that the clock or a command asks for, done by workers: a queue, schedules, and a row for every run."""
