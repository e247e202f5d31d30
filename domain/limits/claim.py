"""Claims: amounts asked of totals that the store grants together, or not at all."""

from typing import Final, NamedTuple

from domain.ids import ProjectId


class Limit(NamedTuple):
    """The name of one total of an organization: `seats`, `projects`, `owners`, a meter's total, `spend`.

    Totals of a cycle carry it (`YYYY-MM`); a project's own total carries the project.
    """

    name: str
    cycle: str = ""
    project: ProjectId | None = None


class Claim(NamedTuple):
    """An amount asked of a total; granted if `floor` <= total before and 0 <= total after <= `ceiling`.

    `amount` may be negative. `ceiling` None: no upper bound. `stretch` is the number of the stretch of the
    cycle under which the claim was made (for totals outside the cycle: the revision of the plan): a plan change
    moves the total on, and a claim of an earlier stretch is refused. None: the claim holds in any.
    """

    limit: Limit
    amount: int
    floor: int = 0
    ceiling: int | None = None
    stretch: int | None = None

    def fits(self, total: int) -> bool:
        """Tell whether a total of `total` grants the claim."""
        after = total + self.amount
        return self.floor <= total and after >= 0 and (self.ceiling is None or after <= self.ceiling)


SEATS: Final = Limit("seats")
PROJECTS: Final = Limit("projects")
OWNERS: Final = Limit("owners")
