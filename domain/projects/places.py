"""Places for projects: active ones count, and there are never more than the plan has."""

from datetime import datetime
from typing import Final

from domain.limits.claim import PROJECTS, Claim
from domain.limits.refusals import PlanLimitExceeded
from domain.organizations.names import Slug
from domain.organizations.organization import Organization
from domain.plans.catalogue import Catalogue
from domain.plans.limits import holds, smallest
from domain.plans.plan import Plan

FREED_PLACE: Final = Claim(PROJECTS, -1)


def reserved_slug(slug: Slug) -> str:
    """Return the name under which a project's slug is taken, once in its organization."""
    return f"project-slug/{slug}"


def one_more_project(organization: Organization, now: datetime) -> Claim:
    """Return the claim on a place, within the plan in force and any smaller one that waits."""
    return Claim(PROJECTS, 1, ceiling=_places(organization, now), stretch=organization.plans.revision)


def every_place_is_taken(
    organization: Organization, catalogue: Catalogue, used: int, now: datetime
) -> PlanLimitExceeded:
    """Return the refusal of one more active project, with the cheapest plan that has room for it."""
    binding = min(organization.plans.binding(now), key=_projects)
    upgrade = catalogue.upgrade_from(binding, lambda plan: holds(plan.projects, used + 1))
    return PlanLimitExceeded("projects", _places(organization, now) or 0, used, 1, None, upgrade)


def _places(organization: Organization, now: datetime) -> int | None:
    return smallest(plan.projects for plan in organization.plans.binding(now))


def _projects(plan: Plan) -> float:
    return float("inf") if plan.projects is None else plan.projects
