"""The baseline's one application."""
