"""The in-memory store: a real adapter, thread-safe and atomic, for servers that may forget, demos and tests."""
