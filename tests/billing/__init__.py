"""Billing as a whole: notices in any order, and trouble at every step."""
