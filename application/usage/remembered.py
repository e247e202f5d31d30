"""What a process remembers of organizations' usage, so that one round trip is enough for most records.

Everything here is a hint: claims are made so that they only hold where the hint is right, and a store that refuses
one tells what is true.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from application.unit_of_work import CommitRefused
from domain.billing_cycle import BillingCycle
from domain.ids import OrganizationId
from domain.limits.claim import Claim, Limit
from domain.organizations.organization import Organization
from domain.usage.allowance import SPEND, CycleTerms, terms_of
from domain.usage.thresholds import Threshold, daily_limit, left_today

MOST: Final = 30_000
"""Organizations × cycles that are remembered; the longest known are forgotten first."""


@dataclass(slots=True)
class CycleMemory:
    """One organization in one cycle.

    Under other terms it is another one, which shares totals and marks with it: whoever decides under newer settings
    is not handed older ones by a thread that has read those.
    """

    version: int
    current: BillingCycle
    terms: CycleTerms
    totals: dict[Limit, int] = field(default_factory=dict)
    """Totals as a store last told them, those of the warnings given among them."""
    warned_on: dict[str, date] = field(default_factory=dict)
    """The last day on which each meter had all its warnings of the day."""
    opened: bool = False
    """Whether carried-over storage is known to stand in the cycle's spend."""

    def quiet(self, day: date) -> Collection[str]:
        """Return the meters that are known to have had all their warnings of `day`."""
        warned_on = self.warned_on
        return [name for name, last in warned_on.items() if last >= day] if warned_on else ()

    def learn(self, found: CommitRefused, crossed: Iterable[Threshold], day: date) -> None:
        """Learn what a refusal told of totals and warnings.

        A mark without a told limit was reserved before limits were told: it counts for the limit in force.
        """
        self.totals.update(found.totals)
        for threshold in crossed:
            if threshold.mark in found.taken and not found.totals.get(threshold.told):
                self.totals[threshold.told] = threshold.limit + 1
        self._note_quiet(day)

    def warned(self, claims: Iterable[Claim], day: date) -> None:
        """Note the claims on warnings that were granted: each is made of the total that it was granted on."""
        for claim in claims:
            self.totals[claim.limit] = claim.floor + claim.amount
        self._note_quiet(day)

    def _note_quiet(self, day: date) -> None:
        for name in {*self.terms.allowances, SPEND}:
            if not left_today(self.totals.get(daily_limit(name), 0), day):
                self.warned_on[name] = day


class Remembered:
    """A bounded memory, shared by the threads of one process."""

    def __init__(self) -> None:
        self._cycles: OrderedDict[tuple[OrganizationId, str], CycleMemory] = OrderedDict()

    def of(self, organization: Organization, cycle: BillingCycle, now: datetime) -> CycleMemory:
        """Return what is known of a cycle, with the terms of the organization as it is now."""
        key = (organization.id, cycle.text)
        memory = self._cycles.get(key)
        current = BillingCycle.of(now)
        if memory is None:
            memory = CycleMemory(organization.version, current, terms_of(organization, cycle, now))
            self._cycles[key] = memory
            if len(self._cycles) > MOST:
                self._cycles.popitem(last=False)
        elif memory.version != organization.version or memory.current is not current:
            terms = terms_of(organization, cycle, now)
            memory = replace(memory, version=organization.version, current=current, terms=terms)
            self._cycles[key] = memory
        return memory
