"""Limits: what a claim asks, and when it is granted."""
