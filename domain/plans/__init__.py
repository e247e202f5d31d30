"""Plans: versioned sets of limits, rates, features and a price."""
