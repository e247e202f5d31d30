"""Bodies about API keys."""

from typing import Annotated

from pydantic import Field

from adapters.http.bodies.common import Body, Omittable
from adapters.http.fields import Id, Moment, Name
from domain.api_keys.api_key import GREATEST_RATE, LEAST_RATE, LONGEST_OVERLAP
from domain.roles.role import Scope

Scopes = Annotated[list[Scope], Field(min_length=1, max_length=20)]
Rate = Annotated[int, Field(ge=LEAST_RATE, le=GREATEST_RATE, description="Requests an hour.")]


class ApiKeyBody(Body):
    """A new key, of the organization or of one project."""

    name: Name
    scopes: Scopes
    project_id: Id | None = None
    rate_limit: Rate | None = None
    expires_at: Moment | None = None


class ApiKeyChangesBody(Body):
    """What is to change about a key; `expires_at` as `null` lets it live until it is revoked."""

    name: Omittable[Name] = None
    scopes: Omittable[Scopes] = None
    rate_limit: Omittable[Rate] = None
    expires_at: Moment | None = None


class RotationBody(Body):
    """How long the former secret works beside the new one."""

    overlap_seconds: Annotated[int, Field(ge=0, le=int(LONGEST_OVERLAP.total_seconds()))] | None = 0
