"""The query of the audit log."""

from typing import Annotated

from pydantic import Field

from adapters.http.bodies.common import DayQuery, ListQuery
from adapters.http.fields import Id

Word = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9_.-]+$")]


class AuditQuery(ListQuery, DayQuery):
    """Which events: of a user, an action, a type of resource, on which days."""

    user_id: Id | None = None
    action: Word | None = None
    resource_type: Word | None = None
