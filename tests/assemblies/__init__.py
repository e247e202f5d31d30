"""Parts of the product assembled by hand, for tests that need no more of it."""
