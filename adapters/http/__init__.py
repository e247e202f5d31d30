"""The API over HTTP: one table of routes, and the order in which every request is checked."""
