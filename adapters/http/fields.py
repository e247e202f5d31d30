"""The texts, numbers and times that bodies and queries are made of."""

import re
from datetime import UTC, date, datetime
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Final

from pydantic import AwareDatetime, Field, PlainValidator, StringConstraints, WithJsonSchema

from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId, RecordId
from domain.organizations.names import EMAIL_PATTERN, LONGEST_EMAIL, SLUG_PATTERN, EmailAddress
from domain.organizations.settings import DOMAIN_PATTERN, Network
from domain.people.password import LONGEST_PASSWORD, SHORTEST_PASSWORD

_UNSEEN: Final = (
    r"\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\u2800\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e007f"
)
"""Control characters, and those that cannot be seen or turn the reading direction."""

_BLANK: Final = r"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces of other widths (Unicode's Zs), which may stand between words alone."""

NAME_PATTERN: Final = rf"^[^\x00-\x20{_BLANK}{_UNSEEN}](?:[^\x00-\x1f{_UNSEEN}]*[^\x00-\x20{_BLANK}{_UNSEEN}])?$"
TEXT_PATTERN: Final = rf"^[^\x00-\x08\x0b-\x1f{_UNSEEN}]*$"
VALUE_PATTERN: Final = rf"^[^\x00-\x1f{_UNSEEN}]*$"
CYCLE_PATTERN: Final = r"^(19[7-9][0-9]|[2-9][0-8][0-9]{2}|[2-8]9[0-9]{2}|99[0-8][0-9]|999[0-8])-(0[1-9]|1[0-2])$"
PRINTABLE: Final = r"^[ -~]+$"
ID_PATTERN: Final = r"^[a-z0-9_]+$"
ADDRESS_PATTERN: Final = r"^https?://[!#-;=?-\[\]_a-z~]+$"
"""The characters of RFC 3986: no space, quote, or backslash, which browsers take for a slash."""

TIMESTAMP: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)
"""A time of RFC 3339, with its offset."""

TIMESTAMP_PATTERN: Final = f"^{TIMESTAMP.pattern}$"

WORDS_OF_PATTERN: Final = {
    NAME_PATTERN: "this text has no invisible characters, and no space at either end",
    TEXT_PATTERN: "this text has no invisible characters but line breaks and tabs",
    VALUE_PATTERN: "this text has no invisible characters",
    PRINTABLE: "this text is made of printable ASCII characters",
    SLUG_PATTERN: "a slug has lower-case letters a to z, digits, and hyphens inside",
    EMAIL_PATTERN: "this is not an e-mail address in ASCII",
    DOMAIN_PATTERN: "this is not a domain in lower-case ASCII",
    TIMESTAMP_PATTERN: "a time is written as in RFC 3339, such as 2026-03-10T12:00:00Z",
    ID_PATTERN: "an id is made of a to z, 0 to 9 and _",
    ADDRESS_PATTERN: "this is an address that begins with http:// or https://",
}

FIRST_MOMENT: Final = datetime(1970, 1, 1, tzinfo=UTC)
LAST_MOMENT: Final = datetime(9998, 1, 1, tzinfo=UTC)

Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100, pattern=NAME_PATTERN),
    Field(description="1 to 100 characters, none of them invisible, no space at either end."),
]
Description = Annotated[str, StringConstraints(max_length=2000, pattern=TEXT_PATTERN)]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=50, pattern=NAME_PATTERN)]
PlanName = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_-]+$")]
Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=ID_PATTERN)]
ProjectName = Annotated[ProjectId, StringConstraints(min_length=1, max_length=64, pattern=ID_PATTERN)]
RecordName = Annotated[
    RecordId,
    StringConstraints(min_length=1, max_length=128, pattern=PRINTABLE),
    Field(description="1 to 128 printable ASCII characters, unique in the organization."),
]
Token = Annotated[str, StringConstraints(min_length=1, max_length=512, pattern=r"^[!-~]+$")]
Password = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PASSWORD)]
NewPassword = Annotated[str, StringConstraints(min_length=SHORTEST_PASSWORD, max_length=LONGEST_PASSWORD)]


SlugText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=63, pattern=SLUG_PATTERN),
    Field(description="Lower-case ASCII letters, digits and inner hyphens, 1 to 63."),
]
EmailText = Annotated[
    str,
    StringConstraints(max_length=LONGEST_EMAIL, pattern=EMAIL_PATTERN),
    Field(description="An e-mail address in ASCII; compared in lower case."),
]
DomainText = Annotated[
    str,
    StringConstraints(max_length=253, pattern=DOMAIN_PATTERN),
    Field(description="What stands behind the @ of an e-mail address, in lower case."),
]


def email(text: str) -> EmailAddress:
    """Read an e-mail address."""
    return EmailAddress.parse(text)


Moment = Annotated[
    AwareDatetime,
    Field(ge=FIRST_MOMENT, lt=LAST_MOMENT),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A time of RFC 3339 with its offset, between 1970 and 9998."""


Timestamp = Annotated[
    str,
    StringConstraints(pattern=TIMESTAMP_PATTERN),
    WithJsonSchema({"type": "string", "format": "date-time", "description": "RFC 3339, with its offset."}),
]
"""A time, as text: read with the record, faster than by a schema."""


def utc(moment: datetime) -> datetime:
    """Return the same moment in UTC."""
    return moment.astimezone(UTC)


_WRITTEN_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Python would take a week and a day of it too (ISO 8601)."""


def _day(text: object) -> date:
    if not isinstance(text, str) or not _WRITTEN_DAY.fullmatch(text):
        raise ValueError("a day is written YYYY-MM-DD")
    day = date.fromisoformat(text)
    if not FIRST_MOMENT.date() <= day < LAST_MOMENT.date():
        raise ValueError("this day is out of range")
    return day


Day = Annotated[date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]


def _cycle(text: object) -> BillingCycle:
    if not isinstance(text, str):
        raise ValueError("a billing cycle is written YYYY-MM")  # noqa: TRY004 - pydantic wants ValueError
    return BillingCycle.parse(text)


Cycle = Annotated[
    BillingCycle,
    PlainValidator(_cycle),
    WithJsonSchema({"type": "string", "pattern": CYCLE_PATTERN}),
]


def _network(text: object) -> Network:
    if not isinstance(text, str) or not text.isascii() or len(text) > 64:
        raise ValueError("a network is written as an address with a prefix length, such as 192.0.2.0/24")
    return ip_network(text)


CidrText = Annotated[
    IPv4Network | IPv6Network,
    PlainValidator(_network),
    WithJsonSchema({"type": "string", "maxLength": 64, "description": "CIDR notation, IPv4 or IPv6."}),
]
