"""Whether the payment provider knows an organization, and by the name and address that it has now."""

from collections.abc import Iterator

from domain.billing.payer import Payer
from domain.billing.reconciliation import Difference, Name
from domain.billing.subscription import CustomerId


def customer_differences(customer: CustomerId, ours: Payer, theirs: Payer | None) -> Iterator[Difference]:
    """Return what differs between who pays here and who pays there; None: the provider has no such customer."""
    if theirs is None:
        cause = "it was deleted at the provider"
        yield Difference(Name.CUSTOMER_MISSING, customer, ours.name, "none", cause, repairable=True)
    elif (ours.name, ours.email) != (theirs.name, theirs.email):
        cause = "it was changed there, or what was changed here was not told yet"
        yield Difference(Name.CUSTOMER, customer, _shown(ours), _shown(theirs), cause, repairable=True)


def _shown(payer: Payer) -> str:
    return f"{payer.name}, {payer.email}"
