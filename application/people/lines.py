"""The lines that say outside an organization who is a user in it, and under which name they read it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from application.ports.directory import SaveMembership
from application.ports.workspaces import Workspace
from domain.people.person import Membership
from domain.people.user import User

AT_ONCE: Final = 20
"""So many lines are written in one step; what is left is work for the agenda."""

LONGEST_REQUEST: Final = timedelta(minutes=1)
"""A request that has read the former name may still write it so long; then the lines are looked through again."""


def rename_lines(workspace: Workspace, users: Iterable[User], name: str) -> None:
    """Stage the organization's name in its users' lines; each user is saved with its line, so none can be old."""
    for user in users:
        line = Membership.of(workspace.save(user), workspace.organization.id, name)
        workspace.enter(SaveMembership(line))
