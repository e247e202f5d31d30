"""What the payment provider will not do, as it is told to whoever asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, final

from application.actor import Actor
from application.ports.log import Log
from application.ports.payments import PaymentFailed, ProviderRefused
from domain.errors import Conflict

REFUSED: Final = "the payment provider does not do this, and asking again does not help; please contact us"
UNPAID: Final = "a payment is declined; change how you pay, and try again"


@final
@dataclass(frozen=True, slots=True)
class ProviderRefusals:
    """Turns refusals of the provider into Conflict. Its words are for the operator, and go to the log alone."""

    log: Log

    @contextmanager
    def told(self, actor: Actor) -> Iterator[None]:
        """Do something at the provider for `actor`; Unavailable goes through, as asking again may help there."""
        try:
            yield
        except ProviderRefused as refused:
            self.log.note("payments.refused", organization=actor.organization_id, reason=refused.reason)
            raise Conflict(REFUSED) from refused
        except PaymentFailed as failed:
            self.log.note("payments.declined", organization=actor.organization_id, reason=failed.reason)
            raise Conflict(UNPAID) from failed
