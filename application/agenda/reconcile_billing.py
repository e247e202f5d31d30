"""The daily reconciliation of an organization."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import final

from application.actor import Actor, system
from application.billing.following import next_day
from application.billing.planning import DUE, plan_round
from application.billing.reconcile import Reconcile
from application.ports.agenda import Work, WorkKind
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.log import Log
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.billing.reconciliation import Difference
from domain.billing.state import Unbilled
from domain.errors import NotFound
from domain.ids import OrganizationId


@final
@dataclass(frozen=True, slots=True)
class ReconcileBilling:
    """Mends what is safe, logs what was mended, and as an error what is left, each day anew; plans the next day's."""

    workspaces: Workspaces
    clock: Clock
    ids: Ids
    log: Log
    reconcile: Reconcile

    def __call__(self, work: Work) -> None:
        actor, due = system(work.organization_id, "reconciliation"), datetime.fromisoformat(work.subject[DUE])
        try:
            found = self.reconcile(actor, repair=True)
            settled(lambda: self._plan_next(actor, due))
        except NotFound:
            return
        for difference in found.repaired:
            self.log.note("billing.difference", **_facts(work.organization_id, difference), repaired="True")
        for difference in found.left:
            self.log.alarm("billing.difference", **_facts(work.organization_id, difference), repaired="False")

    def _plan_next(self, actor: Actor, due: datetime) -> None:
        with self.workspaces.open_current(actor) as workspace:
            account = workspace.billing.account()
            if account.next_reconcile != due:
                return
            over = isinstance(workspace.organization.billing, Unbilled) and account.next_export is None
            following = None if over else next_day(max(due, self.clock.now()))
            if following is not None:
                plan_round(workspace, self.ids, following, WorkKind.RECONCILE_BILLING)
            workspace.save(replace(account, next_reconcile=following))
            workspace.commit(None)


def _facts(organization_id: OrganizationId, difference: Difference) -> dict[str, str]:
    return {
        "organization": organization_id,
        "name": difference.name.value,
        "subject": difference.subject,
        "ours": difference.ours,
        "theirs": difference.theirs,
        "cause": difference.cause,
    }
