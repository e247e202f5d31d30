"""Looking at the payment provider, because it told of something, something was decided here, or it is time."""

from dataclasses import dataclass
from typing import final

from application.actor import system
from application.billing.settling import Settling
from application.ports.agenda import Work
from application.ports.payments import PaymentFailed, ProviderRefused
from domain.errors import NotFound


@final
@dataclass(frozen=True, slots=True)
class SettleBilling:
    """Makes both sides agree. What the provider refuses is kept for a person to look at, and not tried for ever."""

    settling: Settling

    def __call__(self, work: Work) -> None:
        actor = system(work.organization_id, "billing")
        try:
            self.settling.settle(actor)
        except NotFound:
            return
        except (ProviderRefused, PaymentFailed) as refused:
            self.settling.review(actor, refused.reason)
