"""The texts by which organizations, projects and people are known."""

import re
from dataclasses import dataclass
from typing import Final, Self

from domain.organizations.reserved_slugs import PUNYCODE, RESERVED_SLUGS

SLUG_PATTERN: Final = r"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
"""Lower-case ASCII letters, digits and inner hyphens, 1 to 63: a DNS label (RFC 1123), so no look-alikes."""

EMAIL_PATTERN: Final = (
    r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])$"
)
"""The HTML living standard's valid e-mail address, with a dot in the domain. ASCII only: an internationalised
domain is written in its `xn--` form, so that no two addresses look the same."""

LONGEST_EMAIL: Final = 254

_SLUG: Final = re.compile(SLUG_PATTERN.rstrip("$") + r"\Z")
_EMAIL: Final = re.compile(EMAIL_PATTERN.rstrip("$") + r"\Z")


@dataclass(frozen=True, slots=True, order=True)
class Slug:
    """A short name for addresses, unique where it is used."""

    text: str

    def __post_init__(self) -> None:
        if not _SLUG.match(self.text):
            raise ValueError("a slug has 1 to 63 lower-case letters, digits and inner hyphens")

    def checked_for_new(self) -> Self:
        """Return it if a new organization may take it; ValueError when it is reserved."""
        if self.text in RESERVED_SLUGS or self.text.startswith(PUNYCODE):
            raise ValueError("this slug is reserved: choose another one")
        return self

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, order=True)
class EmailAddress:
    """Where mail reaches a person, and the name of its login. Compared in lower case."""

    text: str

    def __post_init__(self) -> None:
        if len(self.text) > LONGEST_EMAIL or not _EMAIL.match(self.text) or self.text != self.text.lower():
            raise ValueError("this is not an e-mail address")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address, lower-casing it; ValueError when it is none."""
        return cls(text.lower())

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.text.rpartition("@")[2]

    def __str__(self) -> str:
        return self.text
