"""Whether a change of plan narrows, and whether what an organization has would still fit."""

from collections.abc import Mapping

from domain.errors import Conflict
from domain.plans.limits import holds, narrows
from domain.plans.meter import LIMITED, Meter
from domain.plans.plan import Plan


def narrows_any(former: Plan, wanted: Plan) -> bool:
    """Tell whether `wanted` allows less of anything: then the change waits for the end of the cycle."""
    return (
        narrows(former.users, wanted.users)
        or narrows(former.projects, wanted.projects)
        or any(narrows(former.included[meter], wanted.included[meter]) for meter in LIMITED)
    )


def check_fits(wanted: Plan, used: Mapping[str, int]) -> None:
    """Refuse with Conflict, listing what must be reduced, when users, projects or storage would not fit."""
    limits = {"users": wanted.users, "projects": wanted.projects, "storage": wanted.included[Meter.STORAGE]}
    unfit = tuple(
        f"{name}: {used[name]} in use, {limit} allowed"
        for name, limit in limits.items()
        if not holds(limit, used[name])
    )
    if unfit:
        raise Conflict("what the organization uses does not fit the plan", unfit)
