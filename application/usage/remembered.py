"""What a process remembers of organizations' usage, so that one round trip is enough for most records.

Everything here is a hint: claims are made so that they only hold where the hint is right, and a store that refuses
one tells what is true.
"""

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from domain.billing_cycle import BillingCycle
from domain.ids import OrganizationId
from domain.limits.claim import Limit
from domain.organizations.organization import Organization
from domain.usage.allowance import CycleTerms, terms_of

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
    """Totals as a store last told them."""
    raised: set[str] = field(default_factory=set)
    """Marks of thresholds that have been raised: they stay raised all cycle."""
    opened: bool = False
    """Whether carried-over storage is known to stand in the cycle's spend."""


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
