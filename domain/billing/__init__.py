"""Billing: what is subscribed to, what has been paid, and what usage past the included volume comes to."""
