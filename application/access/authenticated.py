"""What authentication finds out about a request."""

from typing import NamedTuple

from application.actor import Actor
from application.ports.rate_limiter import RatePolicy
from domain.organizations.organization import Organization


class Authenticated(NamedTuple):
    """Who asks, the organization that the credential belongs to, and how often that one may ask."""

    actor: Actor
    organization: Organization
    policies: tuple[RatePolicy, ...]
