"""What people and machines can do with Tenantry: one use case a file, and the ports they need."""
