"""What Tenantry promises, each promise as something that runs."""
