"""What is told of usage, and to whom."""
