"""What every adapter of a port promises alike."""
