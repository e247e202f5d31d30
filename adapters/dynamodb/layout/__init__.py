"""Where things lie in the table, and what may become of them there in one step."""
