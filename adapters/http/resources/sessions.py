"""The routes about signing in and out, and accepting an invitation."""

from adapters.http.answers.people import (
    AcceptedAnswer,
    SignedInAnswer,
    present_accepted,
    present_signed_in,
)
from adapters.http.bodies.people import AcceptBody, LogInBody, RefreshBody, SwitchBody
from adapters.http.call import Call
from adapters.http.reply import NOTHING, Reply, shown
from adapters.http.route import AnyRoute, NoBody, NoQuery, Public, Route
from application.people.accept_invitation import Accepted, AcceptInvitation
from application.sessions.log_in import LogIn
from application.sessions.log_out import LogOut
from application.sessions.refresh_session import RefreshSession
from application.sessions.signed_in import SignedIn
from application.sessions.switch_organization import SwitchOrganization
from domain.ids import OrganizationId

Plain = Call[NoBody, NoQuery]


def accept_invitation(call: Call[AcceptBody, NoQuery]) -> Accepted:
    """Let the invited person in."""
    body = call.body
    return call.use.accept_invitation(
        call.source,
        token=body.token,
        name=body.name,
        password=body.password,
        person=None if call.someone is None else call.someone.person_id,
    )


def show_accepted(_: Call[AcceptBody, NoQuery], accepted: Accepted) -> Reply:
    """Show who has come in."""
    return shown(present_accepted(accepted))


def log_in(call: Call[LogInBody, NoQuery]) -> SignedIn:
    """Sign a person in."""
    body = call.body
    return call.use.log_in(
        call.source,
        email=body.email,
        password=body.password,
        organization_id=None if body.org_id is None else OrganizationId(body.org_id),
    )


def switch_organization(call: Call[SwitchBody, NoQuery]) -> SignedIn:
    """Go on in another organization."""
    return call.use.switch_organization(call.actor, organization_id=OrganizationId(call.body.org_id))


def refresh_session(call: Call[RefreshBody, NoQuery]) -> SignedIn:
    """Carry on."""
    return call.use.refresh_session(call.source, refresh_token=call.body.refresh_token)


def show_signed_in(_: Call[object, NoQuery], signed_in: SignedIn) -> Reply:
    """Show the tokens, this once."""
    return shown(present_signed_in(signed_in))


def log_out(call: Plain) -> None:
    """Sign a person out."""
    call.use.log_out(call.actor)


def show_nothing(_: Plain, __: None) -> Reply:
    """Say that it is done."""
    return NOTHING


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="POST", path="/invitations/accept", name="accept_invitation", tag="Sessions",
        summary="Accept an invitation, and be signed in",
        access=Public.ANYONE_OR_PERSON, use_case=AcceptInvitation, body=AcceptBody, query=NoQuery,
        act=accept_invitation, show=show_accepted, answers={200: AcceptedAnswer},
        refusals=(401, 403, 404, 409, 410, 429),
    ),
    Route(
        method="POST", path="/auth/login", name="log_in", tag="Sessions",
        summary="Log in, to the organization asked for or the last one used",
        access=Public.ANYONE, use_case=LogIn, body=LogInBody, query=NoQuery,
        act=log_in, show=show_signed_in, answers={200: SignedInAnswer}, refusals=(401, 403, 409, 429),
    ),
    Route(
        method="POST", path="/auth/switch", name="switch_organization", tag="Sessions",
        summary="Work in another organization; the tokens used so far are no longer good",
        access=SwitchOrganization.permission, use_case=SwitchOrganization, body=SwitchBody, query=NoQuery,
        act=switch_organization, show=show_signed_in, answers={200: SignedInAnswer}, refusals=(404, 409),
    ),
    Route(
        method="POST", path="/auth/refresh", name="refresh_session", tag="Sessions",
        summary="Get new tokens for a refresh token, which works once",
        access=Public.ANYONE, use_case=RefreshSession, body=RefreshBody, query=NoQuery,
        act=refresh_session, show=show_signed_in, answers={200: SignedInAnswer}, refusals=(401,),
    ),
    Route(
        method="POST", path="/auth/logout", name="log_out", tag="Sessions",
        summary="End the session",
        access=LogOut.permission, use_case=LogOut, body=NoBody, query=NoQuery,
        act=log_out, show=show_nothing, answers={204: None}, refusals=(409,),
    ),
)  # fmt: skip
