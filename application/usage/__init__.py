"""Usage: recording what was used, exactly once and within the limits, and reporting it."""
