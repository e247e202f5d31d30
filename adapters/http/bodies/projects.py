"""Bodies and queries about projects."""

from typing import Annotated, Literal

from pydantic import Field

from adapters.http.bodies.common import Body, DayQuery, ListQuery, Omittable, Query
from adapters.http.fields import Description, Id, Name, SlugText, Tag
from domain.projects.project import Environment, ProjectType
from domain.roles.role import ProjectRole


class TeamMemberBody(Body):
    """A user and its role in the project."""

    user_id: Id
    role: ProjectRole


Team = Annotated[list[TeamMemberBody], Field(max_length=1000)]
Tags = Annotated[list[Tag], Field(max_length=50)]


class ProjectBody(Body):
    """A new project. Who creates it leads it, unless the team says otherwise."""

    name: Name
    slug: SlugText
    type: ProjectType
    environment: Environment
    description: Description | None = ""
    team: Team | None = None
    tags: Tags | None = None


class ProjectChangesBody(Body):
    """What is to change about a project; `team` is the whole team that it shall have.

    `null` clears the description or the tags.
    """

    name: Omittable[Name] = None
    slug: Omittable[SlugText] = None
    type: Omittable[ProjectType] = None
    environment: Omittable[Environment] = None
    description: Description | None = None
    team: Omittable[Team] = None
    tags: Tags | None = None


class ProjectsBody(Body):
    """Up to 100 new projects."""

    projects: Annotated[list[ProjectBody], Field(min_length=1, max_length=100)]


class ProjectOfBatch(ProjectChangesBody):
    """What is to change about which project."""

    project_id: Id


class ProjectUpdatesBody(Body):
    """Up to 100 changes."""

    projects: Annotated[list[ProjectOfBatch], Field(min_length=1, max_length=100)]


class ProjectsQuery(ListQuery):
    """Which projects."""

    status: Literal["active", "archived"] | None = None


class ProjectQuery(Query):
    """What comes with a project."""

    include: Annotated[
        Literal["resources"] | None, Field(description="`resources` adds this cycle's usage; no ETag then.")
    ] = None


class ProjectUsageQuery(DayQuery):
    """Which days, both included; left out: this cycle so far."""
