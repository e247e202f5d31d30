"""Which keys somebody may deal with, and what they may give to one."""

from collections.abc import Collection
from datetime import datetime

from application.access.authorise import check_project_role, sees
from application.actor import Actor
from application.ports.workspaces import Workspace
from domain.api_keys.api_key import GREATEST_RATE, LEAST_RATE, ApiKey
from domain.errors import Conflict, FieldError, InvalidRequest, NotFound
from domain.ids import KeyId, ProjectId
from domain.roles.permission import Permission
from domain.roles.refusals import PermissionDenied
from domain.roles.role import ProjectRole, Scope


def reached_key(actor: Actor, workspace: Workspace, key_id: KeyId, permission: Permission) -> ApiKey:
    """Return a key that the actor may deal with.

    NotFound when it does not exist or belongs to a project that the actor may not see; PermissionDenied when it
    belongs to one that the actor does not lead, or to the whole organization.
    """
    key = workspace.api_keys.get(key_id)
    check_reach(actor, workspace, key.project_id, permission)
    return key


def check_reach(actor: Actor, workspace: Workspace, project_id: ProjectId | None, permission: Permission) -> None:
    """Refuse who may not deal with keys of a project (None: of the whole organization)."""
    if project_id is None:
        if not runs_organization(actor):
            raise PermissionDenied(permission.rule.name)
        return
    workspace.projects.recent(project_id)
    if not sees(actor, project_id):
        raise NotFound
    check_project_role(actor, project_id, ProjectRole.LEAD, permission)


def runs_organization(actor: Actor) -> bool:
    """Tell whether the actor deals with all keys of the organization."""
    return actor.trusted or (actor.role is not None and actor.role.leads_everything)


def leads(actor: Actor, project_id: ProjectId | None) -> bool:
    """Tell whether the actor deals with keys of a project (None: of the whole organization)."""
    if runs_organization(actor):
        return True
    return project_id is not None and actor.project_role(project_id) is ProjectRole.LEAD


def check_grantable(actor: Actor, scopes: Collection[Scope]) -> None:
    """Refuse scopes that reach further than their giver: who sees only their own actions gives no audit log."""
    if Scope.READ_AUDIT in scopes and not runs_organization(actor):
        raise PermissionDenied(Permission.READ_AUDIT.rule.name)


def check_terms(
    scopes: Collection[Scope] | None, rate_limit: int | None, expires_at: datetime | None, now: datetime
) -> None:
    """Refuse with InvalidRequest, all at once, what a key cannot have; None is not asked for."""
    errors = []
    if scopes is not None and not scopes:
        errors.append(FieldError("/scopes", "a key has at least one scope"))
    if rate_limit is not None and not LEAST_RATE <= rate_limit <= GREATEST_RATE:
        errors.append(FieldError("/rate_limit", f"a key takes {LEAST_RATE} to {GREATEST_RATE} requests an hour"))
    if expires_at is not None and expires_at <= now:
        errors.append(FieldError("/expires_at", "this is in the past"))
    if errors:
        raise InvalidRequest(tuple(errors))


def check_unarchived(workspace: Workspace, project_id: ProjectId | None) -> None:
    """Refuse a new key for a project that is archived."""
    if project_id is not None and workspace.projects.recent(project_id).archived:
        raise Conflict("an archived project gets no keys")
