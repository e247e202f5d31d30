"""Organizations: names, settings, standing."""
