"""Whom a role may make, change and remove."""

import pytest

from domain.people.user import by_default, check_grant, may_grant
from domain.roles.refusals import PermissionDenied
from domain.roles.role import Role


@pytest.mark.parametrize("role", list(Role))
def test_an_owner_grants_every_role(role: Role) -> None:
    assert may_grant(Role.OWNER, role)


@pytest.mark.parametrize(
    ("role", "granted"), [(Role.VIEWER, True), (Role.MEMBER, True), (Role.ADMIN, False), (Role.OWNER, False)]
)
def test_an_admin_grants_what_stands_below_an_admin(role: Role, *, granted: bool) -> None:
    assert may_grant(Role.ADMIN, role) is granted


@pytest.mark.parametrize("granter", [Role.MEMBER, Role.VIEWER])
@pytest.mark.parametrize("role", list(Role))
def test_others_grant_nothing(granter: Role, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        check_grant(granter, role)


def test_an_admin_gives_members_where_admins_are_the_default() -> None:
    assert by_default(Role.ADMIN, Role.ADMIN) is Role.MEMBER
    assert by_default(Role.OWNER, Role.ADMIN) is Role.ADMIN
    assert by_default(Role.ADMIN, Role.VIEWER) is Role.VIEWER
