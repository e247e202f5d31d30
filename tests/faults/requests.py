"""Every use case that changes something for people, projects, keys and organizations, as somebody asks for it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from application.people.accept_invitation import Accepted
from application.people.invite_users import InvitationRequest
from application.people.update_user import UserChange
from application.races import AlreadyAnswered
from application.sessions.signed_in import SignedIn
from domain.errors import Gone, NotFound, Unauthenticated
from domain.organizations.names import Slug
from domain.organizations.settings_changes import SettingsChanges
from domain.people.user import UserStatus
from domain.projects.project import Environment, ProjectType
from domain.roles.role import ProjectRole, Role, Scope
from tests.assemblies.product import Process
from tests.faults.sending import DONE, Request, Sent
from tests.faults.world import OFFICE, PASSWORD, World, email


def sign_up(sent: Sent) -> object:
    return sent.use.sign_up(
        OFFICE, name="Initech", slug=Slug("initech"), owner_email=email("peter"), plan="starter", once=sent.once
    )


def sign_up_signed_in(sent: Sent) -> object:
    return sent.use.sign_up(
        OFFICE,
        name="Initech",
        slug=Slug("initech"),
        owner_email=email("frank"),
        plan="starter",
        person=sent.world.frank.person_id,
        once=sent.once,
    )


def accept(sent: Sent) -> Accepted | SignedIn:
    """Who is told that the invitation was used, after asking in vain, signs in."""
    try:
        return sent.use.accept_invitation(OFFICE, token=sent.world.daves_token, name="Dave", password=PASSWORD)
    except Gone:
        return sent.use.log_in(OFFICE, email=email("dave").text, password=PASSWORD)


def accept_with_a_login(sent: Sent) -> Accepted | SignedIn:
    try:
        return sent.use.accept_invitation(OFFICE, token=sent.world.franks_token, password=PASSWORD)
    except Gone:
        return sent.use.log_in(OFFICE, email=email("frank").text, password=PASSWORD)


def refresh(sent: Sent) -> SignedIn:
    """Who gets no answer has no token any more, and signs in."""
    try:
        return sent.use.refresh_session(OFFICE, refresh_token=sent.world.alices_refresh_token)
    except Unauthenticated:
        return log_in(sent)


def log_in(sent: Sent) -> SignedIn:
    return sent.use.log_in(OFFICE, email=email("alice").text, password=PASSWORD)


def invite_several(sent: Sent) -> object:
    asked = [InvitationRequest(email("erin")), InvitationRequest(email("dave")), InvitationRequest(email("gail"))]
    return told(sent.use.invite_users(sent.alice, invitations=asked))


def change_several(sent: Sent) -> object:
    world = sent.world
    asked = [UserChange(world.carol, role=Role.VIEWER), UserChange(world.bob, projects=(world.website,))]
    return told(sent.use.update_users(sent.alice, changes=asked))


def told(outcomes: Sequence[object]) -> object:
    """What each was told, whether for the first time or again."""
    return [
        outcome.answer.body if isinstance(outcome, AlreadyAnswered) else repr(outcome).encode() for outcome in outcomes
    ]


def remove_carol(sent: Sent) -> str:
    sent.use.remove_user(sent.alice, user_id=sent.world.carol)
    return DONE


def come_with_a_token(sent: Sent) -> bool:
    """Be known, and counted against the rate of the organization."""
    known = sent.use.authenticate_token(sent.world.carols_token, OFFICE)
    return bool(sent.use.throttle(known).violated)


def close(process: Process, world: World) -> None:
    process.use.close_organization(world.alice)


def suspend(process: Process, world: World) -> None:
    process.use.suspend_organization(world.operator, reason="unpaid")


PEOPLE: Final = (
    Request("sign up", sign_up, often=True),
    Request("sign up, signed in", sign_up_signed_in),
    Request("accept", accept, keyed=False, anew=True, often=True),
    Request("accept with a login", accept_with_a_login, keyed=False, anew=True),
    Request(
        "invite",
        lambda sent: sent.use.invite_user(sent.alice, email=email("erin"), projects=(sent.world.website,)),
        often=True,
    ),
    Request("resend", lambda sent: sent.use.resend_invitation(sent.alice, invitation_id=sent.world.dave)),
    Request(
        "revoke an invitation",
        lambda sent: sent.use.revoke_invitation(sent.alice, invitation_id=sent.world.dave),
        keyed=False,
    ),
    Request(
        "change a user",
        lambda sent: sent.use.update_user(
            sent.alice, user_id=sent.world.carol, role=Role.VIEWER, projects=(), status=UserStatus.SUSPENDED
        ),
        keyed=False,
        often=True,
    ),
    Request(
        "remove a user",
        remove_carol,
        keyed=False,
        done=(NotFound,),
    ),
    Request("invite several", invite_several, changes=2),
    Request("change several users", change_several, keyed=False, changes=2),
    Request("transfer ownership", lambda sent: sent.use.transfer_ownership(sent.alice, user_id=sent.world.bob)),
)

SESSIONS: Final = (
    Request("come with a token", come_with_a_token, keyed=False, changes=0),
    Request("log in", log_in, keyed=False, anew=True),
    Request("refresh", refresh, keyed=False, anew=True, changes=0),
    Request(
        "switch",
        lambda sent: sent.use.switch_organization(sent.alice, organization_id=sent.world.globex),
        keyed=False,
        anew=True,
    ),
    Request("log out", lambda sent: sent.use.log_out(sent.alice), keyed=False),
)

PROJECTS: Final = (
    Request(
        "create a project",
        lambda sent: sent.use.create_project(
            sent.alice,
            name="App",
            slug=Slug("app"),
            type=ProjectType.MOBILE,
            environment=Environment.STAGING,
            team={sent.world.carol: ProjectRole.LEAD},
        ),
        often=True,
    ),
    Request(
        "change a project",
        lambda sent: sent.use.update_project(
            sent.alice, project_id=sent.world.website, slug=Slug("web"), team={sent.world.bob: ProjectRole.LEAD}
        ),
        keyed=False,
    ),
    Request(
        "archive a project",
        lambda sent: sent.use.archive_project(sent.alice, project_id=sent.world.website),
        keyed=False,
    ),
    Request("restore a project", lambda sent: sent.use.restore_project(sent.alice, project_id=sent.world.shop)),
)

KEYS: Final = (
    Request(
        "create a key",
        lambda sent: sent.use.create_api_key(
            sent.alice, name="Robot", scopes=frozenset({Scope.READ_USAGE}), rate_limit=100
        ),
    ),
    Request(
        "change a key",
        lambda sent: sent.use.update_api_key(sent.alice, key_id=sent.world.key, name="Robot"),
        keyed=False,
    ),
    Request(
        "rotate a key",
        lambda sent: sent.use.rotate_api_key(sent.alice, key_id=sent.world.key, overlap=timedelta(days=1)),
    ),
    Request("revoke a key", lambda sent: sent.use.revoke_api_key(sent.alice, key_id=sent.world.key), keyed=False),
)

ORGANIZATIONS: Final = (
    Request(
        "change settings",
        lambda sent: sent.use.change_settings(sent.alice, changes=SettingsChanges(session_timeout=30)),
        keyed=False,
    ),
    Request("rename", lambda sent: sent.use.update_organization(sent.alice, name="Acme Inc."), keyed=False),
    Request("change the plan", lambda sent: sent.use.change_plan(sent.operator, plan="pro")),
    Request("reduce the plan", lambda sent: sent.use.change_plan(sent.operator, plan="free", chosen=False)),
    Request("close", lambda sent: sent.use.close_organization(sent.alice), keyed=False),
    Request("reopen", lambda sent: sent.use.reopen_organization(sent.alice), close),
    Request("suspend", lambda sent: sent.use.suspend_organization(sent.operator, reason="unpaid")),
    Request("lift a suspension", lambda sent: sent.use.lift_suspension(sent.operator), suspend),
)
