"""The use cases of Tenantry, the ports they need, and who may call them."""
