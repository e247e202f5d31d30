"""API keys: the credentials of machines."""
