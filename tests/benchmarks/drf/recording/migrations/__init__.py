"""The baseline's tables."""
