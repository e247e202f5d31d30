"""Through a real socket, as a customer would."""
