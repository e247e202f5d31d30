"""What always holds: histories against an oracle, races, sums, and the walls between tenants."""
