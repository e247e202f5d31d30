"""The whole story once, over HTTP, told readably: a company from its sign-up to its audit log."""
