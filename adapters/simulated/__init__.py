"""The simulated payment provider: a demo's whole life of a subscription with no account, and no cent of real money."""
