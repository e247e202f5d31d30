"""The rules of Tenantry as plain Python: plans, limits, roles, usage, money and time as values."""
