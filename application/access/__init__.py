"""Access: who is calling, and may they."""
