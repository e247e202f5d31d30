"""The beginning of billing, once the owner of an organization on a paid plan is known."""

from datetime import datetime

from application.billing.following import remind_of_trial
from application.billing.letters import Topic
from application.billing.planning import plan_letter, plan_settling
from application.ports.directory import SavePerson
from application.ports.ids import Ids
from application.ports.workspaces import Workspace
from domain.billing.state import Trialing
from domain.organizations.organization import Organization
from domain.people.person import Person
from domain.plans.plan import Plan


def begin_billing(
    workspace: Workspace, ids: Ids, owner: Person, organization: Organization, wanted: Plan, now: datetime
) -> None:
    """Stage what begins with the organization: its trial, which is its owner's one, or a mail that there is none."""
    match organization.billing:
        case Trialing() as trial:
            workspace.enter(SavePerson(owner.trying(organization.id)))
            remind_of_trial(workspace, ids, trial, now)
            plan_settling(workspace, ids, now)
        case _:
            plan_letter(workspace, ids, now, Topic.NO_TRIAL, wanted.id)
