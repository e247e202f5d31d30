"""A project belongs to its team: who is in it sees it, and its role there says what it may change."""

import pytest

from application.actor import Actor
from domain.errors import Conflict, NotFound, StaleVersion
from domain.ids import ProjectId, UserId
from domain.organizations.names import Slug
from domain.people.user import UserStatus
from domain.roles.refusals import PermissionDenied
from domain.roles.role import ProjectRole, Role, Scope
from tests.unit.application.house import user_id
from tests.unit.application.workshop import Workshop

LEAD, DEVELOPER, VIEWER = ProjectRole.LEAD, ProjectRole.DEVELOPER, ProjectRole.VIEWER


def test_who_starts_a_project_leads_it(house: Workshop, bob: Actor) -> None:
    project = house.started(bob)

    assert project.team == {user_id(bob): LEAD}
    assert house.again(bob).project_roles == {project.id: LEAD}


def test_the_team_may_say_otherwise(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(alice, team={user_id(alice): VIEWER, user_id(bob): DEVELOPER})

    assert project.team == {user_id(alice): VIEWER, user_id(bob): DEVELOPER}
    assert house.again(bob).project_roles == {project.id: DEVELOPER}


def test_the_operator_starts_a_project_without_joining_it(house: Workshop, alice: Actor) -> None:
    assert house.started(house.operator(alice.organization_id)).team == {}


def test_a_stranger_joins_no_team(house: Workshop, alice: Actor) -> None:
    mallory = house.founded("globex", "mallory")

    with pytest.raises(NotFound):
        house.started(alice, team={user_id(mallory): DEVELOPER})


def test_a_suspended_user_joins_no_team(house: Workshop, alice: Actor, bob: Actor) -> None:
    house.use.update_user(alice, user_id=user_id(bob), status=UserStatus.SUSPENDED)

    with pytest.raises(Conflict):
        house.started(alice, team={user_id(bob): DEVELOPER})


def test_a_viewer_starts_no_project(house: Workshop, alice: Actor) -> None:
    with pytest.raises(PermissionDenied):
        house.started(house.joined(alice, "victor", Role.VIEWER))


def test_who_is_not_in_the_team_does_not_see_the_project(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(alice)

    assert house.slugs(bob) == []
    with pytest.raises(NotFound):
        house.use.read_project(bob, project_id=project.id)
    with pytest.raises(NotFound):
        house.use.update_project(bob, project_id=project.id, name="Mine")
    with pytest.raises(NotFound):
        house.use.archive_project(bob, project_id=project.id)


def test_a_project_that_is_not_there_is_not_found(house: Workshop, alice: Actor) -> None:
    with pytest.raises(NotFound):
        house.use.read_project(alice, project_id=ProjectId("prj_none"))


def test_another_companys_project_is_not_found(house: Workshop, alice: Actor) -> None:
    theirs = house.started(house.founded("globex", "mallory"))

    with pytest.raises(NotFound):
        house.use.read_project(alice, project_id=theirs.id)


def test_a_key_of_a_project_sees_that_one_alone(house: Workshop, alice: Actor) -> None:
    website, shop = house.started(alice), house.started(alice, "shop")
    machine = house.as_key(alice, house.key(alice, website.id, frozenset({Scope.READ_PROJECTS})))

    assert house.slugs(machine) == ["website"]
    with pytest.raises(NotFound):
        house.use.read_project(machine, project_id=shop.id)


def test_lists_tell_archived_from_active_projects(house: Workshop, alice: Actor) -> None:
    house.started(alice)
    house.use.archive_project(alice, project_id=house.started(alice, "shop").id)

    assert house.slugs(alice) == ["shop", "website"]
    assert house.slugs(alice, archived=True) == ["shop"]
    assert house.slugs(alice, archived=False) == ["website"]


def test_a_developer_changes_the_project(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(alice, team={user_id(bob): DEVELOPER})

    updated = house.use.update_project(house.again(bob), project_id=project.id, name="New", tags=("blue",))

    assert (updated.name, updated.tags, updated.version) == ("New", ("blue",), project.version + 1)


def test_a_project_viewer_changes_nothing(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(alice, team={user_id(bob): VIEWER})

    with pytest.raises(PermissionDenied):
        house.use.update_project(house.again(bob), project_id=project.id, name="New")


def test_a_developer_does_not_change_the_team(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(alice, team={user_id(bob): DEVELOPER})

    with pytest.raises(PermissionDenied):
        house.use.update_project(house.again(bob), project_id=project.id, team={user_id(bob): LEAD})


def test_a_developer_neither_archives_nor_restores(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(alice, team={user_id(bob): DEVELOPER})

    with pytest.raises(PermissionDenied):
        house.use.archive_project(house.again(bob), project_id=project.id)
    with pytest.raises(PermissionDenied):
        house.use.restore_project(house.again(bob), project_id=project.id)


def test_a_lead_changes_the_team_on_both_sides(house: Workshop, alice: Actor, bob: Actor) -> None:
    carol = house.joined(alice, "carol")
    project = house.started(bob, team={user_id(alice): VIEWER})

    team = {user_id(bob): LEAD, user_id(carol): DEVELOPER}
    updated = house.use.update_project(house.again(bob), project_id=project.id, team=team)

    assert updated.team == team
    assert house.again(carol).project_roles == {project.id: DEVELOPER}
    assert house.again(alice).project_roles == {}


def test_an_owner_changes_every_project(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(bob)

    assert house.use.update_project(alice, project_id=project.id, name="New").name == "New"


def test_a_stranger_is_not_taken_into_a_team(house: Workshop, alice: Actor) -> None:
    project = house.started(alice)

    with pytest.raises(NotFound):
        house.use.update_project(alice, project_id=project.id, team={UserId("usr_stranger"): LEAD})


def test_nobody_joins_an_archived_project_but_its_name_may_change(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.use.archive_project(alice, project_id=house.started(alice).id)

    assert house.use.update_project(alice, project_id=project.id, name="Old").name == "Old"
    with pytest.raises(Conflict):
        house.use.update_project(alice, project_id=project.id, team={user_id(bob): DEVELOPER})


def test_a_suspended_user_may_stay_in_a_team(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(alice, team={user_id(bob): DEVELOPER})
    house.use.update_user(alice, user_id=user_id(bob), status=UserStatus.SUSPENDED)

    assert house.use.update_project(alice, project_id=project.id, team=project.team, name="New").team == project.team


def test_a_new_slug_frees_the_former_one(house: Workshop, alice: Actor) -> None:
    project = house.started(alice)

    house.use.update_project(alice, project_id=project.id, slug=Slug("shop"))

    assert house.started(alice).slug == Slug("website")
    assert house.slugs(alice) == ["shop", "website"]


def test_a_slug_that_is_taken_is_refused(house: Workshop, alice: Actor) -> None:
    house.started(alice)
    project = house.started(alice, "shop")

    with pytest.raises(Conflict):
        house.use.update_project(alice, project_id=project.id, slug=Slug("website"))


def test_a_change_of_what_has_changed_since_is_refused(house: Workshop, alice: Actor) -> None:
    project = house.started(alice)
    house.use.update_project(alice, project_id=project.id, name="New", version=project.version)

    with pytest.raises(StaleVersion):
        house.use.update_project(alice, project_id=project.id, name="Newer", version=project.version)


def test_a_change_of_nothing_leaves_no_line(house: Workshop, alice: Actor) -> None:
    project = house.started(alice)

    unchanged = house.use.update_project(alice, project_id=project.id, name=project.name, team=project.team)

    assert unchanged == project
    assert "project.updated" not in house.actions(alice)


def test_the_audit_log_tells_what_was_changed(house: Workshop, alice: Actor) -> None:
    project = house.started(alice)
    house.use.update_project(alice, project_id=project.id, description="Our shop window")

    newest = house.log_of(alice)[0]
    assert (newest.action, newest.resource_id, list(newest.changes)) == ("project.updated", project.id, ["description"])
