"""The table of the routes about users and invitations."""

from adapters.http.answers.common import Listed
from adapters.http.answers.people import (
    InvitationAnswer,
    InvitationResults,
    InvitedUserAnswer,
    RemovedAnswer,
    UpdatedUserAnswer,
    UserAnswer,
    UserResults,
)
from adapters.http.bodies.common import ListQuery
from adapters.http.bodies.people import InvitationBody, InvitationsBody, UserBody, UsersBody, UsersQuery
from adapters.http.resources import people
from adapters.http.route import AnyRoute, NoBody, NoQuery, Repeating, Route
from application.people.invite_user import InviteUser
from application.people.invite_users import InviteUsers
from application.people.list_invitations import ListInvitations
from application.people.list_users import ListUsers
from application.people.read_user import ReadUser
from application.people.remove_user import RemoveUser
from application.people.resend_invitation import ResendInvitation
from application.people.revoke_invitation import RevokeInvitation
from application.people.update_user import UpdateUser
from application.people.update_users import UpdateUsers

ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="POST", path="/organizations/{org_id}/invitations", name="invite_user", tag="People",
        summary="Invite somebody; the token is in the mail alone",
        access=InviteUser.permission, use_case=InviteUser, body=InvitationBody, query=NoQuery,
        act=people.invite_user, show=people.show_invited, answers={201: InvitationAnswer}, refusals=(402, 409),
        repeating=Repeating.ANSWERED,
    ),
    Route(
        method="POST", path="/organizations/{org_id}/invitations/batch", name="invite_users", tag="People",
        summary="Invite up to 100 people, each of whom is invited or refused alone",
        access=InviteUsers.permission, use_case=InviteUsers, body=InvitationsBody, query=NoQuery,
        act=people.invite_users, show=people.show_invitation_results, answers={200: InvitationResults},
        repeating=Repeating.BY_ELEMENT, keep=people.show_invited,
    ),
    Route(
        method="GET", path="/organizations/{org_id}/invitations", name="list_invitations", tag="People",
        summary="Who is invited and can still accept, oldest first",
        access=ListInvitations.permission, use_case=ListInvitations, body=NoBody, query=ListQuery,
        act=people.list_invitations, show=people.show_invitations, answers={200: Listed[InvitationAnswer]},
    ),
    Route(
        method="POST", path="/organizations/{org_id}/invitations/{invitation_id}/resend",
        name="resend_invitation", tag="People", summary="Mail a new token, good for seven more days",
        access=ResendInvitation.permission, use_case=ResendInvitation, body=NoBody, query=NoQuery,
        act=people.resend_invitation, show=people.show_invitation, answers={200: InvitationAnswer},
        refusals=(409, 410), repeating=Repeating.ANSWERED,
        versioned=True,
    ),
    Route(
        method="DELETE", path="/organizations/{org_id}/invitations/{invitation_id}", name="revoke_invitation",
        tag="People", summary="Take an invitation back",
        access=RevokeInvitation.permission, use_case=RevokeInvitation, body=NoBody, query=NoQuery,
        act=people.revoke_invitation, show=people.show_nothing, answers={204: None}, refusals=(409, 410),
        versioned=True,
    ),
    Route(
        method="PUT", path="/organizations/{org_id}/users/batch", name="update_users", tag="People",
        summary="Change up to 100 users, each of whom is changed or refused alone",
        access=UpdateUsers.permission, use_case=UpdateUsers, body=UsersBody, query=NoQuery,
        act=people.update_users, show=people.show_user_results, answers={200: UserResults},
    ),
    Route(
        method="GET", path="/organizations/{org_id}/users", name="list_users", tag="People",
        summary="The users, by e-mail address; `status=invited` lists who is invited, for owners and admins",
        access=ListUsers.permission, use_case=ListUsers, body=NoBody, query=UsersQuery,
        act=people.list_users, show=people.show_users, answers={200: Listed[UserAnswer | InvitedUserAnswer]},
        takes_key=True,
    ),
    Route(
        method="GET", path="/organizations/{org_id}/users/{user_id}", name="read_user", tag="People",
        summary="A user",
        access=ReadUser.permission, use_case=ReadUser, body=NoBody, query=NoQuery,
        act=people.read_user, show=people.show_user, answers={200: UserAnswer}, takes_key=True, steady=True,
    ),
    Route(
        method="PUT", path="/organizations/{org_id}/users/{user_id}", name="update_user", tag="People",
        summary="Change a user's role, projects or status",
        access=UpdateUser.permission, use_case=UpdateUser, body=UserBody, query=NoQuery,
        act=people.update_user, show=people.show_updated, answers={200: UpdatedUserAnswer}, refusals=(409,),
        versioned=True,
    ),
    Route(
        method="DELETE", path="/organizations/{org_id}/users/{user_id}", name="remove_user", tag="People",
        summary="Remove a user, or leave; lists the keys that live on, and says if the bills still go to the user",
        access=RemoveUser.own_permission, use_case=RemoveUser, body=NoBody, query=NoQuery,
        act=people.remove_user, show=people.show_removed, answers={200: RemovedAnswer}, refusals=(409,),
        versioned=True,
    ),
)  # fmt: skip
