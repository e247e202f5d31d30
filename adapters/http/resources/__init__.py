"""The routes of the API, by resource, each with the use case that it calls."""
