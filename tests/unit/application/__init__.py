"""The use cases, one by one, on the adapters in memory."""
