"""The projects of one organization."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from application.unit_of_work import Page
from domain.ids import ProjectId
from domain.projects.project import Project


class Projects(Protocol):
    """The projects of the organization."""

    def get(self, project_id: ProjectId) -> Project: ...

    def recent(self, project_id: ProjectId) -> Project:
        """Return a project as it stood at most 2 seconds ago; NotFound when there was none."""
        ...

    def recent_all(self, project_ids: Sequence[ProjectId]) -> Mapping[ProjectId, Project]:
        """Return projects, by their ids, as they stood at most 2 seconds ago; NotFound when one is missing."""
        ...

    def page(self, after: str | None, limit: int, where: Callable[[Project], bool]) -> Page[Project]:
        """Return projects by slug."""
        ...
