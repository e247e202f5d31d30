"""API keys: who may make which, and what becomes of them."""
