"""What an actor may make of others: nothing that it does not hold itself."""

from application.actor import Actor
from domain.people.user import check_grant
from domain.roles.permission import Permission
from domain.roles.refusals import PermissionDenied
from domain.roles.role import Role


def granting_role(actor: Actor) -> Role:
    """Return the role by whose rights an actor grants: its own; the house grants as an owner does."""
    if actor.trusted:
        return Role.OWNER
    if actor.role is None:
        raise PermissionDenied(Permission.MANAGE_USERS.rule.name)
    return actor.role


def check_reach(actor: Actor, role: Role) -> None:
    """Refuse an actor that could not grant the role of whom it wants to touch."""
    check_grant(granting_role(actor), role)
