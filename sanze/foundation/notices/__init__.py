"""Notices to posts in their inbox, digests of the day, and messages that leave the house for people and groups."""
