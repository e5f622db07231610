"""Proofs over the whole platform, written from its registries: every route, every operation, every command."""
