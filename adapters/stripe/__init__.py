"""Stripe: payments, the export of usage, its notices, and the set-up of an account."""
