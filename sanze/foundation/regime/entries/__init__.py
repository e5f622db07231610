"""The kinds of entry that a regime package is made of, each checked on reading and unchangeable after."""
