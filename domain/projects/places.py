"""Places for projects: active ones count, and there are never more than the plan has."""

from typing import Final

from domain.limits.claim import PROJECTS
from domain.organizations.counted import Counted
from domain.organizations.names import Slug

PLACE: Final = Counted(PROJECTS, "projects", lambda plan: plan.projects)


def reserved_slug(slug: Slug) -> str:
    """Return the name under which a project's slug is taken, once in its organization."""
    return f"project-slug/{slug}"
