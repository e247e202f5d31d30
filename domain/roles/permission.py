"""The permission table: every use case states one of these, and none of them is granted by default."""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final

from domain.roles.role import Role, Scope


class Standing(StrEnum):
    """In how bad a state of the organization something still works."""

    SUSPENDED = "suspended"
    """Even while the operator has suspended it: reading why, switching and leaving."""
    RESTRICTED = "restricted"
    """Also while it is restricted or closing: reading, and what leads out of that state."""
    GOOD = "good"
    """Only while it is in good standing: usage and new things."""


_ALL: Final = frozenset(Role)
_WORKING: Final = frozenset({Role.OWNER, Role.ADMIN, Role.MEMBER})
_RUNNING: Final = frozenset({Role.OWNER, Role.ADMIN})
_OWNING: Final = frozenset({Role.OWNER})


@dataclass(frozen=True, slots=True)
class Rule:
    """Which roles hold a permission, which scope gives it to a key, and in which standing it works.

    Where a role holds it only for its own projects or actions, the use case narrows it further.
    """

    name: str
    roles: frozenset[Role]
    scope: Scope | None
    standing: Standing


class Permission(Enum):
    """What may be permitted; `required` in a refusal is the rule's name."""

    READ_ORGANIZATION = Rule("organization:read", _ALL, None, Standing.SUSPENDED)
    OWN_SESSION = Rule("session:manage", _ALL, None, Standing.SUSPENDED)
    CHANGE_ORGANIZATION = Rule("organization:change", _RUNNING, None, Standing.RESTRICTED)
    CLOSE_ORGANIZATION = Rule("organization:close", _OWNING, None, Standing.RESTRICTED)
    TRANSFER_OWNERSHIP = Rule("organization:transfer", _OWNING, None, Standing.RESTRICTED)
    LIST_USERS = Rule("users:read", _ALL, Scope.READ_USERS, Standing.RESTRICTED)
    INVITE_USERS = Rule("users:invite", _RUNNING, None, Standing.GOOD)
    MANAGE_USERS = Rule("users:manage", _RUNNING, None, Standing.RESTRICTED)
    LIST_INVITATIONS = Rule("invitations:read", _RUNNING, Scope.READ_USERS, Standing.RESTRICTED)
    REMOVE_USERS = Rule("users:remove", _RUNNING, None, Standing.RESTRICTED)
    LEAVE_ORGANIZATION = Rule("organization:leave", _ALL, None, Standing.RESTRICTED)
    CREATE_PROJECTS = Rule("projects:create", _WORKING, None, Standing.GOOD)
    READ_PROJECTS = Rule("projects:read", _ALL, Scope.READ_PROJECTS, Standing.RESTRICTED)
    CHANGE_PROJECTS = Rule("projects:change", _WORKING, None, Standing.RESTRICTED)
    RESTORE_PROJECTS = Rule("projects:restore", _WORKING, None, Standing.GOOD)
    ARCHIVE_PROJECTS = Rule("projects:archive", _WORKING, None, Standing.RESTRICTED)
    READ_KEYS = Rule("api-keys:read", _WORKING, None, Standing.RESTRICTED)
    CREATE_KEYS = Rule("api-keys:create", _WORKING, None, Standing.GOOD)
    MANAGE_KEYS = Rule("api-keys:manage", _WORKING, None, Standing.RESTRICTED)
    REVOKE_KEYS = Rule("api-keys:revoke", _WORKING, None, Standing.RESTRICTED)
    RECORD_USAGE = Rule("resources:write", _WORKING, Scope.WRITE_RESOURCES, Standing.RESTRICTED)
    """While it is restricted, only for falls of a gauge; for all else there is the next one."""
    RECORD_NEW_USAGE = Rule("resources:write", _WORKING, Scope.WRITE_RESOURCES, Standing.GOOD)
    CORRECT_USAGE = Rule("resources:correct", _WORKING, Scope.CORRECT_RESOURCES, Standing.GOOD)
    READ_RESOURCES = Rule("resources:read", _ALL, Scope.READ_RESOURCES, Standing.RESTRICTED)
    READ_USAGE = Rule("usage:read", _ALL, Scope.READ_USAGE, Standing.RESTRICTED)
    READ_AUDIT = Rule("audit:read", _ALL, Scope.READ_AUDIT, Standing.RESTRICTED)
    READ_BILLING = Rule("billing:read", _RUNNING, None, Standing.RESTRICTED)
    MANAGE_BILLING = Rule("billing:manage", _OWNING, None, Standing.RESTRICTED)
    CHANGE_SPENDING = Rule("billing:manage", _OWNING, None, Standing.GOOD)
    OPERATE = Rule("operator", frozenset(), None, Standing.SUSPENDED)

    @property
    def rule(self) -> Rule:
        """What the table says."""
        return self.value
