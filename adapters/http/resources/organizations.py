"""The routes about organizations."""

from adapters.http import besides
from adapters.http.answers.common import Listed
from adapters.http.answers.organizations import (
    MembershipAnswer,
    OrganizationAnswer,
    PlansAnswer,
    present_membership,
    present_organization,
    present_plans,
)
from adapters.http.answers.people import TransferredAnswer, present_transferred
from adapters.http.bodies.common import ListQuery
from adapters.http.bodies.organizations import FREE, OrganizationBody, SettingsBody, SignUpBody, TransferBody
from adapters.http.call import Call
from adapters.http.fields import email
from adapters.http.paging import page_reply, start_of
from adapters.http.reply import Reply, shown, versioned
from adapters.http.route import AnyRoute, NoBody, NoQuery, Public, Repeating, Route
from application.organizations.change_settings import ChangeSettings
from application.organizations.close_organization import CloseOrganization
from application.organizations.list_organizations import ListOrganizations
from application.organizations.read_organization import ReadOrganization
from application.organizations.reopen_organization import ReopenOrganization
from application.organizations.sign_up import SignUp
from application.organizations.transfer_ownership import TransferOwnership, Transferred
from application.organizations.update_organization import UpdateOrganization
from application.unit_of_work import Page
from domain.ids import UserId
from domain.organizations.names import Slug
from domain.organizations.organization import Organization
from domain.organizations.settings import Overage
from domain.organizations.settings_changes import SettingsChanges
from domain.people.person import Membership
from domain.plans.catalogue import Catalogue

Plain = Call[NoBody, NoQuery]


def sign_up(call: Call[SignUpBody, NoQuery]) -> Organization:
    """Found an organization."""
    body = call.body
    return call.use.sign_up(
        call.source,
        name=body.name,
        slug=Slug(body.slug),
        owner_email=email(body.owner_email),
        plan=body.plan or FREE,
        person=None if call.someone is None else call.someone.person_id,
        once=call.once,
    )


def show_founded(call: Call[SignUpBody, NoQuery], organization: Organization) -> Reply:
    """Show an organization that began."""
    representation = present_organization(organization, call.at.now())
    return versioned(representation, organization.version, 201, f"/organizations/{organization.id}")


def list_plans(call: Plain) -> Catalogue:
    """Return what is on offer."""
    return call.use.catalogue


def show_plans(_: Plain, catalogue: Catalogue) -> Reply:
    """Show what is on offer."""
    return shown(present_plans(catalogue))


def list_organizations(call: Call[NoBody, ListQuery]) -> Page[Membership]:
    """Return where the person is a user."""
    return call.use.list_organizations(call.actor, after=start_of(call), limit=call.query.limit)


def show_memberships(call: Call[NoBody, ListQuery], page: Page[Membership]) -> Reply:
    """Show where the person is a user."""
    return page_reply(call, page, present_membership)


def read_organization(call: Plain) -> Organization:
    """Read it."""
    return call.use.read_organization(call.actor)


def update_organization(call: Call[OrganizationBody, NoQuery]) -> Organization:
    """Change name and billing contact."""
    contact = call.body.billing_email
    return call.use.update_organization(
        call.actor,
        name=call.body.name,
        billing_email=None if contact is None else email(contact),
        version=call.version,
    )


def change_settings(call: Call[SettingsBody, NoQuery]) -> Organization:
    """Change settings."""
    body = call.body
    changes = SettingsChanges(
        require_mfa=body.require_mfa,
        allowed_domains=None if body.allowed_domains is None else frozenset(body.allowed_domains),
        session_timeout=body.session_timeout,
        default_role=body.default_role,
        ip_allowlist=None if body.ip_allowlist is None else tuple(body.ip_allowlist),
        overage=None if body.overage is None else Overage(body.overage.enabled, body.overage.spend_cap_cents),
        billing_email=None if body.billing_email is None else email(body.billing_email),
    )
    return call.use.change_settings(call.actor, changes=changes, version=call.version)


def close_organization(call: Plain) -> Organization:
    """Ask for its end."""
    return call.use.close_organization(call.actor, version=call.version)


def reopen_organization(call: Plain) -> Organization:
    """Let it go on."""
    return call.use.reopen_organization(call.actor, version=call.version)


def show_organization(call: Call[object, NoQuery], organization: Organization) -> Reply:
    """Show it."""
    return versioned(present_organization(organization, call.at.now()), organization.version)


def show_closing(call: Plain, organization: Organization) -> Reply:
    """Show that it is going to end."""
    return versioned(present_organization(organization, call.at.now()), organization.version, 202)


def transfer_ownership(call: Call[TransferBody, NoQuery]) -> Transferred:
    """Hand it over."""
    return call.use.transfer_ownership(call.actor, user_id=UserId(call.body.user_id))


def show_owner(_: Call[TransferBody, NoQuery], transferred: Transferred) -> Reply:
    """Show the new owner."""
    return versioned(present_transferred(transferred), transferred.owner.version)


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET", path="/plans", name="list_plans", tag="Organizations",
        summary="The plans on offer",
        access=Public.ANYONE, body=NoBody, query=NoQuery,
        act=list_plans, show=show_plans, answers={200: PlansAnswer},
    ),
    Route(
        method="POST", path="/organizations", name="sign_up", tag="Organizations",
        summary="Sign an organization up; its owner gets an invitation by mail",
        access=Public.ANYONE_OR_PERSON, use_case=SignUp, body=SignUpBody, query=NoQuery, beside=besides.begun_with,
        act=sign_up, show=show_founded, answers={201: OrganizationAnswer}, refusals=(409, 429),
        repeating=Repeating.ANSWERED,
    ),
    Route(
        method="GET", path="/organizations", name="list_organizations", tag="Organizations",
        summary="The organizations of the person who asks, with their role in each",
        access=ListOrganizations.permission, use_case=ListOrganizations, body=NoBody, query=ListQuery,
        act=list_organizations, show=show_memberships, answers={200: Listed[MembershipAnswer]},
    ),
    Route(
        method="GET", path="/organizations/{org_id}", name="read_organization", tag="Organizations",
        summary="An organization, its plan, limits and settings",
        access=ReadOrganization.permission, use_case=ReadOrganization, body=NoBody, query=NoQuery,
        act=read_organization, show=show_organization, answers={200: OrganizationAnswer},
    ),
    Route(
        method="PUT", path="/organizations/{org_id}", name="update_organization", tag="Organizations",
        summary="Change the name or the billing contact",
        access=UpdateOrganization.permission, use_case=UpdateOrganization, body=OrganizationBody, query=NoQuery,
        act=update_organization, show=show_organization, answers={200: OrganizationAnswer}, versioned=True,
        refusals=(409,),
    ),
    Route(
        method="PUT", path="/organizations/{org_id}/settings", name="change_settings", tag="Organizations",
        summary="Change settings; the ones left out keep their value",
        access=ChangeSettings.permission, use_case=ChangeSettings, body=SettingsBody, query=NoQuery,
        act=change_settings, show=show_organization, answers={200: OrganizationAnswer}, versioned=True,
        refusals=(402, 409),
    ),
    Route(
        method="DELETE", path="/organizations/{org_id}", name="close_organization", tag="Organizations",
        summary="Close the organization: it is erased in thirty days, and can be reopened until then",
        access=CloseOrganization.permission, use_case=CloseOrganization, body=NoBody, query=NoQuery,
        act=close_organization, show=show_closing, answers={202: OrganizationAnswer}, refusals=(409,),
        versioned=True,
    ),
    Route(
        method="POST", path="/organizations/{org_id}/reopen", name="reopen_organization", tag="Organizations",
        summary="Reopen an organization that is closing",
        access=ReopenOrganization.permission, use_case=ReopenOrganization, body=NoBody, query=NoQuery,
        act=reopen_organization, show=show_organization, answers={200: OrganizationAnswer}, refusals=(409,),
        repeating=Repeating.ANSWERED,
        versioned=True,
    ),
    Route(
        method="POST", path="/organizations/{org_id}/transfer-ownership", name="transfer_ownership",
        tag="Organizations", summary="Make another user the owner, and the caller an admin",
        access=TransferOwnership.permission, use_case=TransferOwnership, body=TransferBody, query=NoQuery,
        act=transfer_ownership, show=show_owner, answers={200: TransferredAnswer}, refusals=(409,),
        repeating=Repeating.ANSWERED,
    ),
)  # fmt: skip
