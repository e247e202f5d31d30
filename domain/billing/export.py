"""The export of usage past the included volume: what was told to the payment provider, and what still has to be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Self

from domain.billing.charges import Charge
from domain.billing_cycle import BillingCycle
from domain.ids import OrganizationId

HOUR: Final = timedelta(hours=1)

OLDEST_TAKEN: Final = timedelta(days=35)
"""Usage that is older is taken by no provider (Stripe API, meter events: `timestamp`)."""

REPEATS_KNOWN: Final = timedelta(hours=23)
"""So long after the first try a row may be sent again: Stripe knows repeats for at least 24 hours (`identifier`)."""


@dataclass(frozen=True, slots=True)
class ExportRow:
    """How far one export meter has moved since the row before; below zero for what corrections took back."""

    id: str
    """The same for the same organization, meter, cycle, hour and units before: sent again, it is counted once."""
    meter: str
    units: int
    at: datetime
    """The moment that the usage is dated, inside its cycle."""
    tried_at: datetime | None = None
    """When it was first sent; None: not yet."""

    def is_too_old(self, now: datetime) -> bool:
        """Tell whether the provider would not take it any more."""
        return now - self.at > OLDEST_TAKEN

    def is_in_doubt(self, now: datetime) -> bool:
        """Tell whether it may have arrived, and a repeat would no longer be recognised."""
        return self.tried_at is not None and now - self.tried_at > REPEATS_KNOWN


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row that awaits a person's look."""

    row: ExportRow
    reason: str


@dataclass(frozen=True, slots=True)
class ExportBook:
    """The export of one organization's cycle. At most one row of a meter is under way."""

    cycle: BillingCycle
    delivered: Mapping[str, int] = field(default_factory=dict)
    """Units by export meter that the provider has taken."""
    pending: tuple[ExportRow, ...] = ()
    held: tuple[HeldRow, ...] = ()
    final: bool = False
    """Whether the cycle's final totals stand in it."""
    carried: Mapping[str, int] = field(default_factory=dict)
    """Cents by export meter that have missed the cycle's invoice, and were put onto another; below zero credited."""
    invoiced: bool = False
    """Whether all that the cycle's usage costs, for good, was put onto invoices."""
    version: int = 0

    def accounted(self, meter: str) -> int:
        """Return the units of a meter that are delivered, under way or held."""
        rows = (*self.pending, *(held.row for held in self.held))
        return self.delivered.get(meter, 0) + sum(row.units for row in rows if row.meter == meter)

    def closed_hour(
        self, organization_id: OrganizationId, charges: Iterable[Charge], hour: datetime, *, final: bool
    ) -> Self:
        """Return the book with a row for each meter that has moved by the hour that ends at `hour`.

        A meter with a row still under way gets its next one later: that will hold all that has come since.
        """
        waiting = {row.meter for row in self.pending}
        rows = tuple(
            ExportRow(
                row_id(organization_id, charge.meter.name, self.cycle, hour, self.accounted(charge.meter.name)),
                charge.meter.name,
                charge.units - self.accounted(charge.meter.name),
                max(min(hour, self.cycle.end) - timedelta(seconds=1), self.cycle.start),
            )
            for charge in charges
            if charge.meter.name not in waiting and charge.units != self.accounted(charge.meter.name)
        )
        return replace(self, pending=(*self.pending, *rows), final=final and not waiting)

    def tried(self, row: ExportRow, now: datetime) -> Self:
        """Return the book in which a row is about to be sent, for the first time or as if it were."""
        changed = (replace(known, tried_at=now) if known.id == row.id else known for known in self.pending)
        return replace(self, pending=tuple(changed))

    def taken(self, row: ExportRow) -> Self:
        """Return the book in which the provider has a row."""
        delivered = {**self.delivered, row.meter: self.delivered.get(row.meter, 0) + row.units}
        return replace(self._without(row), delivered=delivered)

    def hold(self, row: ExportRow, reason: str) -> Self:
        """Return the book in which a row awaits a person's look."""
        return replace(self._without(row), held=(*self.held, HeldRow(row, reason)))

    def carry(self, meter: str, cents: int) -> Self:
        """Return the book in which more of a meter was put onto an invoice by a line of its own."""
        return replace(self, carried={**self.carried, meter: self.carried.get(meter, 0) + cents})

    def _without(self, row: ExportRow) -> Self:
        return replace(self, pending=tuple(known for known in self.pending if known.id != row.id))


def row_id(organization_id: OrganizationId, meter: str, cycle: BillingCycle, hour: datetime, before: int) -> str:
    """Return the identifier of a row: 64 hexadecimal characters, made of what it is about.

    `before`: the units of the rows before it. An hour that is closed twice can have two rows, which are no repeats.
    """
    return sha256(f"{organization_id}|{meter}|{cycle.text}|{hour.isoformat()}|{before}".encode()).hexdigest()
