"""The use cases of billing."""
