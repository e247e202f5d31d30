"""The operator lets a trial last longer."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.billing.following import remind_of_trial
from application.billing.planning import plan_settling
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.billing.account import NEVER
from domain.billing.state import Trialing
from domain.billing.wanted import leaves_at
from domain.errors import Conflict
from domain.organizations.organization import Organization
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class ExtendTrial:
    """Moves the end of a trial to the first moment (UTC) of a later day; the provider is told afterwards.

    InvalidRequest for a day that has begun, that is earlier than the end, or too far ahead; Conflict without a trial,
    or where the plan is left with it. The day on which it ends already: nothing changes.
    """

    permission: ClassVar[Permission] = Permission.OPERATE
    workspaces: Workspaces
    clock: Clock
    ids: Ids
    events: Events

    def __call__(self, actor: Actor, *, until: date) -> Organization:
        return settled(lambda: self._extend(actor, until))

    def _extend(self, actor: Actor, until: date) -> Organization:
        now = self.clock.now()
        with self.workspaces.open_current(actor) as workspace:
            before, account = workspace.organization, workspace.billing.account()
            authorise(actor, before, self.permission)
            if not isinstance(before.billing, Trialing):
                raise Conflict("it is not in a trial")
            if leaves_at(before, now) is not None:
                raise Conflict("its plan is left when its trial ends: the owner must choose to stay first")
            trial = before.billing.extended(until, now)
            if trial == before.billing:
                return before
            saved = workspace.save(replace(before, billing=trial))
            workspace.save(replace(account, aligned=NEVER))
            plan_settling(workspace, self.ids, now)
            remind_of_trial(workspace, self.ids, trial, now)
            workspace.record(self.events.changed(actor, "organization.trial_extended", before.id, before, saved))
            return workspace.commit(saved)
