"""The words of the features and what they stand for: people, companies, quantities, money, moments."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

YEAR = 2026
"""Every scenario plays in this year, and begins at `BEGINNING` unless it says otherwise."""
BEGINNING = datetime(YEAR, 3, 2, 9, 0, tzinfo=UTC)

GIGABYTE = 2**30
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

Card = Literal["works", "declines"]
"""A card that pays, or one that can be entered and then is declined."""
CARDS: dict[str, Card] = {"a card that works": "works", "a card that is declined": "declines"}

Meter = Literal["api_call", "compute", "bandwidth", "storage"]
METERS: dict[str, tuple[Meter, int]] = {
    "API call": ("api_call", 1),
    "compute minute": ("compute", 1),
    "GB of bandwidth": ("bandwidth", GIGABYTE),
    "GB of storage": ("storage", GIGABYTE),
}
METER_NAMES: dict[str, str] = {
    "API calls": "api_call",
    "compute minutes": "compute",
    "storage": "storage",
    "spend cap": "spend",
}
SCOPES = {
    "record usage": "write:resources",
    "correct usage": "correct:resources",
    "read records": "read:resources",
    "read usage": "read:usage",
    "read projects": "read:projects",
    "read users": "read:users",
    "read the audit log": "read:audit",
    "rule the world": "rule:world",
}


@dataclass(frozen=True)
class Person:
    """Somebody by first name; `still_signed_in` acts with the session of before and never signs in anew."""

    name: str
    still_signed_in: bool = False

    @property
    def key(self) -> str:
        """The name that the same person always has."""
        return self.name.capitalize()


@dataclass(frozen=True)
class Key:
    """An API key by name, used with the secret that it has now, the one before, or one that was mistyped."""

    name: str
    secret: Literal["current", "former", "mistyped"] = "current"


Caller = Person | Key


class Usage(NamedTuple):
    """How much of which meter, in the meter's own unit: calls, minutes, bytes."""

    meter: Meter
    quantity: Decimal


ONE_CALL = Usage("api_call", Decimal(1))


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def count(text: str) -> int:
    words = {"two": 2, "a": 1}
    return words[text] if text in words else int(number(text))


def usage(text: str) -> Usage:
    amount, _, what = text.partition(" ")
    meter, unit = METERS[what.rstrip("s")]
    return Usage(meter, number(amount) * unit)


def stored(bytes_held: int) -> Usage:
    return Usage("storage", Decimal(bytes_held))


def size(text: str) -> int:
    amount, unit = text.split(" ")
    return int(number(amount) * (GIGABYTE if unit == "GB" else 2**20))


def cents(text: str) -> int:
    return int(number(text.removeprefix("$")) * 100)


def moment(text: str) -> datetime:
    return datetime.strptime(f"{text} {YEAR}", "%d %B, %H:%M %Y").replace(tzinfo=UTC)


def month(text: str) -> str:
    return f"{YEAR}-{MONTHS.index(text) + 1:02}"


def day(text: str) -> str:
    return datetime.strptime(f"{text} {YEAR}", "%d %B %Y").replace(tzinfo=UTC).date().isoformat()


def midnight(text: str) -> datetime:
    return moment(f"{text}, 00:00")


def names(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r'"([^"]+)"', text)) or tuple(re.split(r", | and ", text))


def people(text: str) -> tuple[Person, ...]:
    return tuple(Person(name) for name in names(text))


def amounts(text: str) -> tuple[int, ...]:
    return tuple(cents(amount) for amount in names(text))


def unquoted(text: str) -> str:
    return text.strip('"')


def noun(text: str) -> str:
    return text.removeprefix("an ").removeprefix("a ")


def seconds(text: str) -> int:
    amount, unit = text.split(" ")
    return count(amount) * {"second": 1, "minute": 60, "hour": 3600, "day": 86400}[unit.rstrip("s")]


def limit(text: str) -> int | None:
    return None if text == "any number of" else count(text)


def scopes(text: str) -> tuple[str, ...]:
    return tuple(SCOPES[scope] for scope in text.split(" and "))
