"""The adapter of Stripe, on answers that are written out."""
