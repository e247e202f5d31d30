"""What a customer is told when a project's place or slug is taken."""

from datetime import datetime

from application.unit_of_work import CommitRefused
from domain.errors import Conflict, Refusal
from domain.limits.claim import PROJECTS
from domain.organizations.organization import Organization
from domain.plans.catalogue import Catalogue
from domain.projects.places import PLACE


def worded(
    refused: CommitRefused, organization: Organization, catalogue: Catalogue, now: datetime
) -> Refusal | CommitRefused:
    """Return the refusal in the business's words; the race itself where another attempt may tell more."""
    if refused.answer is not None or refused.moved_on:
        return refused
    if refused.taken:
        return Conflict("another project has this slug")
    if PROJECTS in refused.refused:
        return PLACE.all_taken(organization, catalogue, refused.totals[PROJECTS], now)
    return refused
