"""The product as its callers meet it: over HTTP."""
