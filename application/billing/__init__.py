"""Billing: choosing and paying plans, following the payment provider, exporting usage, and reconciling all three."""
