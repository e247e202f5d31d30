"""Everything that is kept, in one DynamoDB table: atomic, isolated, at a known cost."""
