"""Through the use cases, without HTTP."""
