"""The use cases of agenda."""
