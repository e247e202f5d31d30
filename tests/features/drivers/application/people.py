"""Invitations and users, by use cases."""

from collections.abc import Sequence

from application.people.invite_users import InvitationRequest
from domain.ids import InvitationId, ProjectId, UserId
from domain.organizations.names import EmailAddress
from domain.people.user import UserStatus
from domain.roles.role import Role
from tests.features.driver import Refused, UserPage
from tests.features.drivers.application.acting import Acting, outcomes, told
from tests.features.words import Caller, Person

MANY = 200


class People(Acting):
    def invite(
        self, who: Caller, company: str, invitee: Person, role: str | None, projects: Sequence[str] = ()
    ) -> None:
        invite_user = self.application.invite_user
        with told():
            invitation = invite_user(
                self.acting(who, company, invite_user.permission),
                email=EmailAddress.parse(self.address_of(invitee)),
                role=None if role is None else Role(role),
                projects=tuple(ProjectId(self.project_id(project)) for project in projects),
            )
        self.invited[company, invitee.key] = invitation.id
        self.settle()

    def invite_together(self, who: Caller, company: str, invitees: Sequence[Person]) -> tuple[Refused | None, ...]:
        invite_users = self.application.invite_users
        wanted = [InvitationRequest(EmailAddress.parse(self.address_of(invitee))) for invitee in invitees]
        with told():
            answers = invite_users(self.acting(who, company, invite_users.permission), invitations=wanted)
        return outcomes(answers)

    def invitation_id(self, company: str, invitee: Person) -> InvitationId:
        return InvitationId(self.invited_id(company, invitee))

    def send_invitation_again(self, who: Caller, company: str, invitee: Person) -> None:
        resend = self.application.resend_invitation
        with told():
            resend(self.acting(who, company, resend.permission), invitation_id=self.invitation_id(company, invitee))
        self.settle()

    def revoke_invitation(self, who: Caller, company: str, invitee: Person) -> None:
        revoke = self.application.revoke_invitation
        with told():
            revoke(self.acting(who, company, revoke.permission), invitation_id=self.invitation_id(company, invitee))

    def invitations(self, who: Caller, company: str) -> tuple[str, ...]:
        list_invitations = self.application.list_invitations
        with told():
            page = list_invitations(self.acting(who, company, list_invitations.permission), after=None, limit=MANY)
        return tuple(invitation.email.text for invitation in page.items)

    def users(self, who: Caller, company: str) -> tuple[str, ...]:
        list_users = self.application.list_users
        with told():
            page = list_users(self.acting(who, company, list_users.permission), after=None, limit=MANY)
        return tuple(user.email.text for user in page.items)

    def seats_filled(self, company: str) -> int:
        owner = self.owner_of(company)
        return len(self.users(owner, company)) + len(self.invitations(owner, company))

    def user(self, who: Caller, company: str, person: Person) -> UserPage:
        read_user = self.application.read_user
        with told():
            user = read_user(self.acting(who, company, read_user.permission), user_id=self.known(company, person))
        return UserPage(user.role.value, user.status.value)

    def known(self, company: str, person: Person) -> UserId:
        return UserId(self.user_id(company, person))

    def change_role(self, who: Caller, company: str, person: Person, role: str) -> None:
        update_user = self.application.update_user
        with told():
            update_user(
                self.acting(who, company, update_user.permission), user_id=self.known(company, person), role=Role(role)
            )

    def suspend(self, who: Caller, company: str, person: Person) -> None:
        self.set_status(who, company, person, UserStatus.SUSPENDED)

    def let_back_in(self, who: Caller, company: str, person: Person) -> None:
        self.set_status(who, company, person, UserStatus.ACTIVE)

    def set_status(self, who: Caller, company: str, person: Person, status: UserStatus) -> None:
        update_user = self.application.update_user
        with told():
            update_user(
                self.acting(who, company, update_user.permission), user_id=self.known(company, person), status=status
            )

    def remove(self, who: Caller, company: str, person: Person) -> tuple[str, ...]:
        remove_user = self.application.remove_user
        with told():
            leaving = isinstance(who, Person) and who.key == person.key
            permission = remove_user.own_permission if leaving else remove_user.permission
            actor = self.acting(who, company, permission)
            removed = remove_user(actor, user_id=self.known(company, person))
        return tuple(key.name for key in removed.keys)
