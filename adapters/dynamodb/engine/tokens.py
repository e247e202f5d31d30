"""The tokens by which DynamoDB knows a transaction that comes again."""

from secrets import token_hex


def new_token() -> str:
    """Return a ClientRequestToken: DynamoDB does a transaction once within ten minutes, however often it comes."""
    return token_hex(16)
