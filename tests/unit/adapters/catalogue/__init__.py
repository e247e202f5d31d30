"""The plan catalogue file."""
