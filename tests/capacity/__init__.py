"""What the product asks of DynamoDB: every call with its units, within budgets, and within what a request may ask."""
