"""Trials: one for a person, and one for an organization."""

from dataclasses import dataclass
from typing import final

from application.actor import Actor
from application.ports.directory import Directory, SavePerson
from application.ports.workspaces import Workspace
from domain.billing.account import BillingAccount
from domain.ids import OrganizationId
from domain.people.person import Person


@final
@dataclass(frozen=True, slots=True)
class Trials:
    """Knows who may still try a plan, and uses up a person's trial with what begins or offers it."""

    directory: Directory

    def used(self, actor: Actor, organization_id: OrganizationId, account: BillingAccount) -> bool:
        """Tell whether the organization has had its trial, or the person who acts one in another organization."""
        person = self._person(actor)
        return account.trial_used or (person is not None and not person.may_try(organization_id))

    def take(self, workspace: Workspace, actor: Actor) -> bool:
        """Stage that the trial of the person who acts is this organization's; False when that is known already.

        A commit with it is refused as stale when another organization has taken it meanwhile.
        """
        person, organization_id = self._person(actor), workspace.organization.id
        if person is None or person.trial_of == organization_id:
            return False
        workspace.enter(SavePerson(person.trying(organization_id)))
        return True

    def _person(self, actor: Actor) -> Person | None:
        return None if actor.person_id is None else self.directory.person(actor.person_id)
