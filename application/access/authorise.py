"""Whether an actor may do something in an organization: standing, address, second factor, role or scope."""

from application.actor import Actor, Source
from domain.audit.audit_event import ActorKind
from domain.ids import ProjectId
from domain.organizations.organization import Organization
from domain.organizations.standing import Active, Closing, Suspended
from domain.roles.permission import Permission, Standing
from domain.roles.refusals import (
    IpNotAllowed,
    MfaRequired,
    OrganizationRestricted,
    OrganizationSuspended,
    PermissionDenied,
)
from domain.roles.role import ProjectRole


def authorise(actor: Actor, organization: Organization, permission: Permission) -> None:
    """Raise the first refusal that applies, in the order of the API: suspended, restricted, address, MFA, role.

    Operators and the house's own jobs stand above all of it.
    """
    if actor.trusted:
        return
    rule = permission.rule
    check_standing(organization, rule.standing)
    check_address(organization, actor.source)
    if organization.settings.require_mfa and actor.kind is ActorKind.USER and "otp" not in actor.methods:
        raise MfaRequired
    check_held(actor, permission)


def check_held(actor: Actor, permission: Permission) -> None:
    """Refuse whose role or scopes do not hold a permission; operators and the house's own jobs hold every one."""
    rule = permission.rule
    held = rule.scope in actor.scopes if actor.kind is ActorKind.API_KEY else actor.role in rule.roles
    if not held and not actor.trusted:
        raise PermissionDenied(rule.name)


def check_standing(organization: Organization, needed: Standing) -> None:
    """Refuse what does not work in the organization's standing."""
    match organization.standing:
        case Suspended(reason=reason) if needed is not Standing.SUSPENDED:
            raise OrganizationSuspended(reason)
        case Closing() if needed is Standing.GOOD:
            raise OrganizationRestricted("it is closing")
        case Active() if needed is Standing.GOOD and organization.restriction is not None:
            raise OrganizationRestricted(organization.restriction)
        case Active() | Closing() | Suspended():
            return


def standing_is_good(organization: Organization) -> bool:
    """Tell whether usage and new things work."""
    return isinstance(organization.standing, Active) and organization.restriction is None


def check_address(organization: Organization, source: Source) -> None:
    """Refuse what comes from an address that the organization does not allow."""
    settings = organization.settings
    if settings.ip_allowlist and not settings.admits_address(source.address or ""):
        raise IpNotAllowed


def sees(actor: Actor, project_id: ProjectId) -> bool:
    """Tell whether an actor may know that a project exists."""
    if actor.kind is ActorKind.API_KEY:
        return actor.project_id is None or actor.project_id == project_id
    return actor.trusted or actor.project_role(project_id) is not None


def check_project_role(actor: Actor, project_id: ProjectId, needed: ProjectRole, permission: Permission) -> None:
    """Refuse a user whose role in a project is weaker than `needed`; keys act by their scopes alone."""
    if actor.kind is ActorKind.API_KEY or actor.trusted:
        return
    role = actor.project_role(project_id)
    if role is None or role.rank < needed.rank:
        raise PermissionDenied(permission.rule.name)
