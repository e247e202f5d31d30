"""The adapter of Stripe on stage: with the twin, and with Stripe's own test mode when a key is given."""
