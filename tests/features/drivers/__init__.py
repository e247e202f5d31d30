"""The drivers: how each assembly does what a scenario says."""
