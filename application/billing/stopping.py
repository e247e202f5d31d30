"""Ending what an organization pays, at once and for sure."""

from dataclasses import dataclass
from typing import final

from application.actor import Actor
from application.billing.exporting import Exporting
from application.ports.payments import Payments
from domain.billing.subscription import CustomerId
from domain.errors import Unavailable


@final
@dataclass(frozen=True, slots=True)
class Stopping:
    """Tells the provider of all usage so far, ends every subscription, and looks whether it has ended."""

    payments: Payments
    exporting: Exporting

    def stop(self, actor: Actor, customer: CustomerId, *, credited: bool = True) -> None:
        """Return when nothing can cost money any more; Unavailable as long as that is not certain.

        `credited`: what is left of the cycle is given back, as of now.
        """
        live = [found for found in self.payments.subscriptions(customer) if found.live]
        if not live:
            return
        self.exporting.flush(actor)
        for subscription in live:
            self.payments.end_now(subscription.id, credited=credited)
        if any(found.live for found in self.payments.subscriptions(customer)):
            raise Unavailable
