"""What Tenantry costs, measured beside what else one could run."""
