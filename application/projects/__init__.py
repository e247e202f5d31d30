"""Projects: starting, reading, changing and archiving them."""
