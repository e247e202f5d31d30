"""The opening of a cycle: what carried-over storage costs is counted before anything else is."""

from collections.abc import Mapping
from dataclasses import dataclass

from application.actor import Actor
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.billing_cycle import BillingCycle
from domain.limits.claim import Claim, Limit
from domain.usage.allowance import STORAGE_TOTAL
from domain.usage.gauge import Level, StorageOpening, cycles_between, fixed_level, reserve


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
