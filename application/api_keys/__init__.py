"""API keys: making, reading, changing, rotating and revoking them."""
