"""No payment provider at all: plans are granted by the operator, and nobody pays anything."""
