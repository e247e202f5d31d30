"""Our values as DynamoDB items: for each kind `to_item` and `from_item`, side by side.

An item says what its value says, and the number of its kind's schema. The keys, the indexes' attributes and `ttl` are
added elsewhere; reading ignores them, as it ignores every attribute that it does not know.
"""
