"""Whether a change of plan narrows, and whether what an organization has would still fit."""

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


def what_does_not_fit(wanted: Plan, *, users: int, projects: int, storage: int) -> tuple[str, ...]:
    """Return what must be reduced to fit a plan: users, projects, and storage in bytes."""
    compared = (
        ("users", users, wanted.users),
        ("projects", projects, wanted.projects),
        ("storage", storage, wanted.included[Meter.STORAGE]),
    )
    return tuple(f"{name}: {used} in use, {limit} allowed" for name, used, limit in compared if not holds(limit, used))


def check_fits(wanted: Plan, *, users: int, projects: int, storage: int) -> None:
    """Refuse with Conflict, listing what must be reduced, when users, projects or storage would not fit."""
    unfit = what_does_not_fit(wanted, users=users, projects=projects, storage=storage)
    if unfit:
        raise Conflict("what the organization uses does not fit the plan", unfit)
