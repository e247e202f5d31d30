"""The opening of a cycle: what carried-over storage costs is counted before anything else is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from application.actor import Actor
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from application.usage.remembered import CycleMemory
from domain.billing_cycle import BillingCycle
from domain.limits.claim import Claim, Limit
from domain.usage.allowance import STORAGE_TOTAL
from domain.usage.gauge import Level, StorageOpening, cycles_between, fixed_level, reserve

SLOW_CLOCKS: Final = timedelta(hours=1)
"""So long after the beginning of a cycle nobody takes it to be the one before any more."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Counts carried-over bytes into the overage and spend of every cycle up to one, for its whole length.

    Only carried-over bytes may pass the spend cap alone, so these claims have no ceiling. They hold only for the
    level of storage that was read, and for the opening that was read.
    """

    workspaces: Workspaces

    def through(self, actor: Actor, last: BillingCycle) -> None:
        """Open all cycles up to `last` that are not open yet; no answer to what the actor asks is kept with it."""
        settled(lambda: self._open(actor.once_only(None), last))

    def before_spending(
        self, workspace: Workspace, actor: Actor, memory: CycleMemory, claims: Sequence[Claim], now: datetime
    ) -> None:
        """Count carried-over storage before the first claim on a cycle's spend.

        Where nothing was stored when the cycle began, nothing carries over: whoever stores later opens it.
        """
        if memory.opened or all(claim.limit != memory.terms.spend.limit for claim in claims):
            return
        opening = workspace.usage.opening()
        if opening is not None and opening.through < memory.terms.cycle:
            self.through(actor, memory.terms.cycle)
        memory.opened = opening is not None or now >= memory.terms.cycle.start + SLOW_CLOCKS

    def _open(self, actor: Actor, last: BillingCycle) -> None:
        with self.workspaces.open(actor) as workspace:
            opening = workspace.usage.opening()
            if opening is not None and last <= opening.through:
                return
            first = last if opening is None else opening.through.next
            held = workspace.total(STORAGE_TOTAL)
            carried = reserve([Level(first.start, held)], workspace.organization.plans, cycles_between(first, last))
            workspace.claim(fixed_level(held), *plain(carried.overage), *plain(carried.spend))
            version = 0 if opening is None else opening.version
            workspace.save(StorageOpening(last, version))
            workspace.commit(None)


def plain(amounts: Mapping[Limit, int]) -> tuple[Claim, ...]:
    """Return claims of amounts that may take their totals anywhere from 0 up."""
    return tuple(Claim(limit, amount) for limit, amount in amounts.items() if amount)
