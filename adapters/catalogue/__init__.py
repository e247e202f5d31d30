"""The plan catalogue as a file: what an operator may replace."""
