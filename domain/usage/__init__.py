"""Usage: records of meters, what they claim of the limits, and what they cost."""
