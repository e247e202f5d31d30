"""What the payment provider tells by itself."""

from dataclasses import dataclass
from typing import Protocol

from domain.billing.subscription import CustomerId


@dataclass(frozen=True, slots=True)
class Notice:
    """Something has changed for a customer. What, is looked up: notices come late, twice and in any order."""

    id: str
    kind: str
    """As the provider calls it: `invoice.paid`."""
    customer: CustomerId | None
    """None: it is about nobody in particular."""
    concerns_us: bool = True
    """Whether it is of a kind, and of a mode (live or test), that billing is about."""


class UntrustedNotice(Exception):
    """The signature is missing, old or wrong, or what is signed is no notice."""


class PaymentNotices(Protocol):
    """Tells the provider's notices from forged ones."""

    def read(self, body: bytes, signature: str) -> Notice:
        """Return the notice in the raw bytes of a request; UntrustedNotice when it is not the provider's."""
        ...
