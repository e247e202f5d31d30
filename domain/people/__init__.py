"""People: persons with a login, users of organizations, and those who are invited."""
