"""The texts, numbers and times that bodies and queries are made of."""

import re
from datetime import UTC, date, datetime
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Final

from pydantic import AfterValidator, Field, PlainValidator, StringConstraints, WithJsonSchema

from adapters.http.texts import LINE_PATTERN, NAME_PATTERN, TEXT_PATTERN, has_stray_joiners
from domain.billing_cycle import BillingCycle
from domain.ids import LONGEST_ID, ProjectId, RecordId
from domain.organizations.names import EMAIL_PATTERN, LONGEST_EMAIL, SLUG_PATTERN, EmailAddress, Slug
from domain.organizations.settings import DOMAIN_PATTERN, Network
from domain.people.password import LONGEST_PASSWORD, SHORTEST_PASSWORD

CYCLE_PATTERN: Final = r"^(19[7-9][0-9]|[2-9][0-8][0-9]{2}|[2-8]9[0-9]{2}|99[0-8][0-9]|999[0-8])-(0[1-9]|1[0-2])$"
PRINTABLE: Final = r"^[ -~]+$"
ID_PATTERN: Final = r"^[a-z0-9_]+$"
ADDRESS_PATTERN: Final = r"^https?://[!#-;=?-\[\]_a-z~]+$"
"""The characters of RFC 3986: no space, quote, or backslash, which browsers take for a slash."""

TIMESTAMP: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)
"""A time of RFC 3339, with its offset, and any number of digits behind the seconds."""

TIMESTAMP_PATTERN: Final = f"^{TIMESTAMP.pattern}$"

WORDS_OF_PATTERN: Final = {
    NAME_PATTERN: "this text is one line without invisible characters, and without a space at either end",
    TEXT_PATTERN: "this text has no invisible characters but line breaks and tabs",
    LINE_PATTERN: "this text is one line without invisible characters",
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

STRAY_JOINER: Final = "a joiner or a tag stands in this text where it joins nothing"


def joined(text: str) -> str:
    """Return a text whose joiners join; ValueError when one does not."""
    if has_stray_joiners(text):
        raise ValueError(STRAY_JOINER)
    return text


Joined = AfterValidator(joined)

Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100, pattern=NAME_PATTERN),
    Joined,
    Field(description="1 to 100 characters, none of them invisible, no space at either end."),
]
Description = Annotated[str, StringConstraints(max_length=2000, pattern=TEXT_PATTERN), Joined]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=50, pattern=NAME_PATTERN), Joined]
PlanName = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_-]+$")]
Id = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ID, pattern=ID_PATTERN)]
ProjectName = Annotated[ProjectId, StringConstraints(min_length=1, max_length=LONGEST_ID, pattern=ID_PATTERN)]
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
NewSlugText = Annotated[SlugText, AfterValidator(lambda text: Slug(text).checked_for_new().text)]
"""A slug that a new organization may take."""
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


def moment_of(text: str) -> datetime:
    """Read a time of RFC 3339 that has its form; digits past microseconds are cut.

    ValueError or OverflowError when there is no such time, or none between 1970 and 9998.
    """
    moment = datetime.fromisoformat(text.upper())
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    if not FIRST_MOMENT <= moment < LAST_MOMENT:
        raise ValueError("this time is out of range")
    return moment


NO_SUCH_TIME: Final = "there is no such time between 1970 and 9998"


def _moment(text: object) -> datetime:
    if not isinstance(text, str) or not TIMESTAMP.fullmatch(text):
        raise ValueError(WORDS_OF_PATTERN[TIMESTAMP_PATTERN])
    try:
        return moment_of(text)
    except (ValueError, OverflowError):
        raise ValueError(NO_SUCH_TIME) from None


Moment = Annotated[datetime, PlainValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
"""A time of RFC 3339 with its offset, between 1970 and 9998, in UTC."""


Timestamp = Annotated[
    str,
    StringConstraints(pattern=TIMESTAMP_PATTERN),
    WithJsonSchema({"type": "string", "format": "date-time", "description": "RFC 3339, with its offset."}),
]
"""A time, as text: read with the record, faster than by a schema."""


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
