"""What the owners and admins of an organization have decided about it."""

import re
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from typing import Final

from domain.addresses import is_within, read_address
from domain.organizations.names import EmailAddress
from domain.roles.role import Role

SHORTEST_SESSION: Final = 5
LONGEST_SESSION: Final = 1440

DOMAIN_PATTERN: Final = r"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$"
"""A domain in lower-case ASCII: labels as in RFC 1123, an internationalised one in its `xn--` form."""

_DOMAIN: Final = re.compile(DOMAIN_PATTERN.rstrip("$") + r"\Z")

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Overage:
    """Whether usage past the included volume is accepted and priced, and up to how many cents a cycle."""

    enabled: bool = False
    spend_cap_cents: int | None = None

    def __post_init__(self) -> None:
        if self.enabled and self.spend_cap_cents is None:
            raise ValueError("a spend cap is required when overage is on")
        if self.spend_cap_cents is not None and not 0 <= self.spend_cap_cents <= 10**8:
            raise ValueError("a spend cap lies between 0 and 100,000,000 cents")


@dataclass(frozen=True, slots=True)
class Settings:
    """Each one does what it says from the next request on, also for sessions and keys that exist already."""

    require_mfa: bool = False
    allowed_domains: frozenset[str] = frozenset()
    """Domains of e-mail addresses that may be invited and may accept; empty: any."""
    session_timeout: int = 60
    """Minutes between two refreshes of a session, 5 to 1440."""
    default_role: Role = Role.MEMBER
    """The role of an invitation that names none; never owner."""
    ip_allowlist: tuple[Network, ...] = ()
    """Networks that requests may come from; empty: any."""
    overage: Overage = Overage()

    def __post_init__(self) -> None:
        if not SHORTEST_SESSION <= self.session_timeout <= LONGEST_SESSION:
            raise ValueError("a session timeout lies between 5 and 1440 minutes")
        if self.default_role is Role.OWNER:
            raise ValueError("nobody becomes an owner by default")
        if not all(len(domain) <= 253 and _DOMAIN.match(domain) for domain in self.allowed_domains):
            raise ValueError("an allowed domain is what stands behind the @ of an e-mail address")

    @property
    def session_lifetime(self) -> timedelta:
        """How long a session lives without a refresh."""
        return timedelta(minutes=self.session_timeout)

    def admits_email(self, email: EmailAddress) -> bool:
        """Tell whether an address may be invited and may accept."""
        return not self.allowed_domains or email.domain in self.allowed_domains

    def admits_address(self, address: str) -> bool:
        """Tell whether a request may come from this IP address; an unreadable one may not."""
        if not self.ip_allowlist:
            return True
        caller = read_address(address)
        return caller is not None and is_within(caller, self.ip_allowlist)
