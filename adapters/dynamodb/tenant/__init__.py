"""Behind one tenant's door: what a workspace reads, and the one step in which it writes."""
