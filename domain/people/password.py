"""The rules for passwords: long enough, and not among those that attackers try first."""

from collections.abc import Callable
from typing import Final

from domain.errors import InvalidRequest

SHORTEST_PASSWORD: Final = 10
LONGEST_PASSWORD: Final = 128


def check_password(password: str, is_common: Callable[[str], bool]) -> None:
    """Refuse a new password that is too short, too long or too common, at `/password`."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InvalidRequest.at("/password", f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    if is_common(password):
        raise InvalidRequest.at("/password", "this password is among the most common ones")
