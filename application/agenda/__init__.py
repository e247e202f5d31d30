"""The agenda: doing what is due, and one handler for each kind of work."""
