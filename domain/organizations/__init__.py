"""Organizations: the tenants, their settings, standing and plan."""
