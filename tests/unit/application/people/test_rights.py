"""Who may invite, change and remove whom, and what they see of others."""

import pytest

from application.actor import Actor
from application.people.update_user import Updated, UserChange
from domain.errors import Conflict, NotFound, StaleVersion, Unauthenticated
from domain.ids import ProjectId, UserId
from domain.people.user import UserStatus
from domain.roles.refusals import PermissionDenied
from domain.roles.role import ProjectRole, Role
from tests.unit.application.house import House, email, user_id


@pytest.fixture
def alice(house: House) -> Actor:
    return house.founded(plan="starter")


@pytest.fixture
def bob(house: House, alice: Actor) -> Actor:
    return house.joined(alice, "bob", Role.ADMIN)


@pytest.fixture
def carol(house: House, alice: Actor) -> Actor:
    return house.joined(alice, "carol")


def test_an_admin_does_not_touch_an_owner(house: House, alice: Actor, bob: Actor) -> None:
    with pytest.raises(PermissionDenied):
        house.use.remove_user(bob, user_id=user_id(alice))
    with pytest.raises(PermissionDenied):
        house.use.update_user(bob, user_id=user_id(alice), status=UserStatus.SUSPENDED)


def test_an_admin_makes_no_admin(house: House, bob: Actor, carol: Actor) -> None:
    with pytest.raises(PermissionDenied):
        house.use.update_user(bob, user_id=user_id(carol), role=Role.ADMIN)
    with pytest.raises(PermissionDenied):
        house.use.invite_user(bob, email=email("dave"), role=Role.ADMIN)


def test_an_admin_does_not_touch_the_invitation_of_an_admin(house: House, alice: Actor, bob: Actor) -> None:
    invitation = house.use.invite_user(alice, email=email("dave"), role=Role.ADMIN)

    with pytest.raises(PermissionDenied):
        house.use.revoke_invitation(bob, invitation_id=invitation.id)
    with pytest.raises(PermissionDenied):
        house.use.resend_invitation(bob, invitation_id=invitation.id)


def test_a_member_does_not_raise_herself(house: House, carol: Actor) -> None:
    with pytest.raises(PermissionDenied):
        house.use.update_user(carol, user_id=user_id(carol), role=Role.ADMIN)


def test_a_member_may_leave_but_remove_nobody(house: House, alice: Actor, carol: Actor) -> None:
    dave = house.joined(alice, "dave")

    with pytest.raises(PermissionDenied):
        house.use.remove_user(carol, user_id=user_id(dave))
    house.use.remove_user(carol, user_id=user_id(carol))

    assert house.actions(alice)[0] == "user.removed"


def test_nobody_suspends_themselves(house: House, alice: Actor, carol: Actor) -> None:
    house.use.update_user(alice, user_id=user_id(carol), role=Role.OWNER)

    with pytest.raises(Conflict):
        house.use.update_user(alice, user_id=user_id(alice), status=UserStatus.SUSPENDED)


def test_what_is_the_same_already_leaves_no_line(house: House, alice: Actor, carol: Actor) -> None:
    before = house.actions(alice)

    house.use.update_user(alice, user_id=user_id(carol), role=Role.MEMBER, status=UserStatus.ACTIVE)

    assert house.actions(alice) == before


def test_a_change_of_what_has_changed_is_refused(house: House, alice: Actor, carol: Actor) -> None:
    house.use.update_user(alice, user_id=user_id(carol), role=Role.VIEWER, version=1)

    with pytest.raises(StaleVersion):
        house.use.update_user(alice, user_id=user_id(carol), role=Role.ADMIN, version=1)


def test_a_suspended_user_is_out_at_the_next_request(house: House, alice: Actor) -> None:
    house.use.invite_user(alice, email=email("dave"))
    accepted = house.accepted("dave")

    house.use.update_user(alice, user_id=accepted.user.id, status=UserStatus.SUSPENDED)

    with pytest.raises(Unauthenticated):
        house.actor(accepted)


def test_a_role_is_another_at_the_next_request(house: House, alice: Actor) -> None:
    house.use.invite_user(alice, email=email("dave"))
    accepted = house.accepted("dave")

    house.use.update_user(alice, user_id=accepted.user.id, role=Role.VIEWER)

    assert house.actor(accepted).role is Role.VIEWER


def test_projects_name_all_teams_that_a_user_is_in(house: House, alice: Actor, carol: Actor) -> None:
    website, shop = house.project(alice), house.project(alice, "shop")
    house.use.update_user(alice, user_id=user_id(carol), projects=(website,))

    changed = house.use.update_user(alice, user_id=user_id(carol), projects=(shop,)).user

    projects = house.workspaces.open(alice).projects
    assert changed.projects == {shop: ProjectRole.DEVELOPER}
    assert user_id(carol) in projects.get(shop).team
    assert user_id(carol) not in projects.get(website).team


def test_a_role_in_a_team_is_kept_when_the_project_is_named_again(house: House, alice: Actor, carol: Actor) -> None:
    shop = house.project(carol, "shop")

    house.use.update_user(alice, user_id=user_id(carol), role=Role.ADMIN, projects=(shop,))

    assert house.use.read_user(alice, user_id=user_id(carol)).projects == {shop: ProjectRole.LEAD}


def test_who_is_removed_leaves_all_teams(house: House, alice: Actor, carol: Actor) -> None:
    shop = house.project(carol, "shop")

    house.use.remove_user(alice, user_id=user_id(carol))

    assert user_id(carol) not in house.workspaces.open(alice).projects.get(shop).team
    with pytest.raises(NotFound):
        house.use.read_user(alice, user_id=user_id(carol))


def test_who_was_removed_can_be_invited_again(house: House, alice: Actor, carol: Actor) -> None:
    house.use.remove_user(alice, user_id=user_id(carol))

    again = house.joined(alice, "carol")

    assert again.user_id != carol.user_id
    assert again.person_id == carol.person_id


def test_a_project_that_does_not_exist_is_given_to_nobody(house: House, alice: Actor, carol: Actor) -> None:
    with pytest.raises(NotFound):
        house.use.update_user(alice, user_id=user_id(carol), projects=(ProjectId("prj_of_globex"),))


def test_others_projects_are_not_told(house: House, alice: Actor, carol: Actor) -> None:
    secret = house.project(alice, "secret")
    dave = house.joined(alice, "dave")
    house.use.update_user(alice, user_id=user_id(dave), projects=(secret,))

    assert house.use.read_user(carol, user_id=user_id(dave)).projects == {}
    with pytest.raises(NotFound):
        house.use.list_users(carol, project_id=secret, after=None, limit=10)


def test_users_are_listed_by_role_and_by_project(house: House, alice: Actor, bob: Actor, carol: Actor) -> None:
    house.joined(alice, "dave")
    shop = house.project(carol, "shop")

    members = house.use.list_users(alice, role=Role.MEMBER, after=None, limit=10)
    at_work = house.use.list_users(alice, project_id=shop, after=None, limit=10)

    assert [user.email for user in members.items] == [email("carol"), email("dave")]
    assert [user.email for user in at_work.items] == [email("alice"), email("bob"), email("carol")]


def test_several_are_changed_together_each_on_its_own(house: House, alice: Actor, carol: Actor) -> None:
    unknown, changed, last = house.use.update_users(
        alice,
        changes=[
            UserChange(UserId("usr_unknown"), role=Role.VIEWER),
            UserChange(user_id(carol), role=Role.VIEWER),
            UserChange(user_id(alice), role=Role.VIEWER),
        ],
    )

    assert isinstance(unknown, NotFound)
    assert isinstance(changed, Updated)
    assert changed.user.role is Role.VIEWER
    assert isinstance(last, Conflict)
