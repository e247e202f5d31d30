"""Reconciling everybody who pays, or has paid."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, final

from application.actor import operator
from application.billing.reconcile import Reconcile, Reconciliation
from application.ports.directory import Directory
from domain.errors import NotFound
from domain.ids import OrganizationId

AT_ONCE: Final = 100


@final
@dataclass(frozen=True, slots=True)
class ReconcileAll:
    """Reconciles one organization after another, in the order of their customers' names."""

    directory: Directory
    reconcile: Reconcile

    def __call__(self, name: str, *, repair: bool) -> Iterator[tuple[OrganizationId, Reconciliation]]:
        """Yield each organization with what was found; `name` is the operator's."""
        customers = self.directory.customers(None, AT_ONCE)
        while customers:
            for customer in customers:
                organization_id = self.directory.customer(customer)
                if organization_id is not None:
                    yield from self._one(organization_id, name, repair=repair)
            customers = self.directory.customers(customers[-1], AT_ONCE)

    def _one(
        self, organization_id: OrganizationId, name: str, *, repair: bool
    ) -> Iterator[tuple[OrganizationId, Reconciliation]]:
        try:
            yield organization_id, self.reconcile(operator(organization_id, name), repair=repair)
        except NotFound:
            return
