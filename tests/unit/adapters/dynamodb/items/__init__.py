"""Items: nothing is lost on the way into the table and back, and little is paid for."""
