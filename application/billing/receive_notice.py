"""Hearing the payment provider."""

from dataclasses import dataclass
from typing import final

from application.actor import system
from application.billing.planning import plan_settling
from application.ports.clock import Clock
from application.ports.directory import Directory, TakeNotice
from application.ports.ids import Ids
from application.ports.log import Log
from application.ports.payment_notices import Notice, PaymentNotices
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.errors import NotFound
from domain.ids import OrganizationId


@final
@dataclass(frozen=True, slots=True)
class ReceiveNotice:
    """Notes that something has changed for a customer; what, is looked up later, so this is quick.

    Each notice counts once. Those that are about nothing of ours are let go.
    """

    workspaces: Workspaces
    directory: Directory
    payment_notices: PaymentNotices
    clock: Clock
    ids: Ids
    log: Log

    def __call__(self, body: bytes, *, signature: str) -> None:
        """Take the raw bytes of a notice; UntrustedNotice when they are not the provider's."""
        notice = self.payment_notices.read(body, signature)
        organization_id = None if notice.customer is None else self.directory.customer(notice.customer)
        if not notice.concerns_us or organization_id is None:
            self.log.note("notice.passed", kind=notice.kind, notice=notice.id)
            return
        try:
            settled(lambda: self._take(notice, organization_id))
        except NotFound:
            self.log.note("notice.passed", kind=notice.kind, notice=notice.id)

    def _take(self, notice: Notice, organization_id: OrganizationId) -> None:
        if self.directory.knows_notice(notice.id):
            return
        with self.workspaces.open(system(organization_id, "payment-notices")) as workspace:
            workspace.enter(TakeNotice(notice.id))
            plan_settling(workspace, self.ids, self.clock.now())
            workspace.commit(None)
