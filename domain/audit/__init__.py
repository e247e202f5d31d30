"""Audit: immutable facts about who did what."""
