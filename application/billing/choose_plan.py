"""An owner chooses a plan."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, assert_never, final

from application.access.authorise import authorise
from application.actor import Actor
from application.billing.buying import UNDER_WAY, Buying, BuyingStill
from application.billing.deciding import Deciding
from application.billing.following import remind_of_trial
from application.billing.refused import ProviderRefusals
from application.billing.trials import Trials
from application.organizations.moving import RETRIES, PlanMove
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.workspaces import Workspaces
from application.races import settled
from application.unit_of_work import check_version
from domain.billing.choice import Choice, choice_of
from domain.billing.state import Trialing
from domain.organizations.organization import Organization
from domain.organizations.standing import Active
from domain.plans.catalogue import Catalogue
from domain.plans.plan import Plan
from domain.roles.permission import Permission
from domain.roles.refusals import OrganizationRestricted


@final
@dataclass(frozen=True, slots=True)
class ChoosePlan:
    """Changes the plan as its owner wishes.

    The first paid plan begins with a trial, if neither the organization nor the person who chooses has had one. A
    larger plan is paid at once, in proportion to what is left of the cycle, and takes effect when that has succeeded:
    PaymentRequired tells why it has not, and changes nothing. A
    smaller one waits for the end of the cycle; Conflict lists what must be reduced when it would not fit. Choosing the
    plan that is in force takes back what waits. Unavailable while the provider cannot be asked for a payment; then
    asking again does it once.
    """

    permission: ClassVar[Permission] = Permission.MANAGE_BILLING
    workspaces: Workspaces
    catalogue: Catalogue
    clock: Clock
    ids: Ids
    plan_move: PlanMove
    buying: Buying
    deciding: Deciding
    trials: Trials
    provider_refusals: ProviderRefusals

    def __call__(self, actor: Actor, *, plan: str, version: int | None = None) -> Organization:
        """Put the organization on the newest version of `plan`; InvalidRequest for one that cannot be chosen."""
        wanted = self.catalogue.chosen(plan)
        self.catalogue.check_sold()
        with self.provider_refusals.told(actor):
            try:
                return self._choose(actor, wanted, version)
            except BuyingStill:
                self.buying.resolve(actor)
                return self._choose(actor, wanted, version)

    def _choose(self, actor: Actor, wanted: Plan, version: int | None) -> Organization:
        decided = settled(lambda: self._decide(actor, wanted, version), RETRIES)
        return decided if isinstance(decided, Organization) else self.buying.bought(actor, wanted)

    def _decide(self, actor: Actor, wanted: Plan, version: int | None) -> Organization | Plan:
        """Return the organization as decided, or the plan if it must be paid first."""
        now = self.clock.now()
        self.plan_move.prepare(actor.once_only(None), now)
        with self.workspaces.open_current(actor) as workspace:
            before = workspace.organization
            authorise(actor, before, self.permission)
            if not isinstance(before.standing, Active):
                raise OrganizationRestricted("it is closing")
            check_version(before, version)
            account = workspace.billing.account()
            choice = choice_of(before, wanted, now, trial_used=self.trials.used(actor, before.id, account))
            if account.operation is not None and choice not in {Choice.NOTHING, Choice.BUY}:
                raise BuyingStill(UNDER_WAY)
            match choice:
                case Choice.NOTHING:
                    return before
                case Choice.BUY:
                    return wanted
                case Choice.TRY:
                    workspace.save(replace(account, trial_used=True))
                    self.trials.take(workspace, actor)
                    trial = Trialing.begun(now)
                    tried = self.plan_move.at_once(workspace, wanted.on_trial(), now, fitting=True)
                    moved = replace(tried, billing=trial)
                    remind_of_trial(workspace, self.ids, trial, now)
                case Choice.STAY:
                    moved = self.plan_move.stay(workspace, now)
                case Choice.MOVE:
                    moved = self.plan_move.chosen(workspace, self._tried(before, wanted, now), now)
                case _:
                    assert_never(choice)
            return self.deciding.commit(workspace, actor, moved, now)

    def _tried(self, organization: Organization, wanted: Plan, now: datetime) -> Plan:
        """Return the plan as it is while the organization's trial lasts."""
        trial = organization.billing
        return wanted.on_trial() if isinstance(trial, Trialing) and wanted.paid and now < trial.ends_at else wanted
