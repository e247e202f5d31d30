"""System: the time and the chance of this machine."""
