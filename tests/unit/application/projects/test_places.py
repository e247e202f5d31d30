"""Active projects fill the places of the plan, never more of them than there are."""

from functools import partial

import pytest

from application.actor import Actor, Once
from application.races import AlreadyAnswered
from domain.errors import Conflict
from domain.limits.refusals import PlanLimitExceeded, Upgrade
from domain.plans.plan import PlanId
from tests.unit.application.house import at_once, refusals
from tests.unit.application.workshop import Workshop


@pytest.fixture
def carol(house: Workshop) -> Actor:
    """Carol owns Globex, on the free plan: one project."""
    return house.founded("globex", "carol")


def test_a_project_takes_a_place(house: Workshop, alice: Actor) -> None:
    house.started(alice)

    assert house.active_projects(alice) == 1


def test_no_project_beyond_the_plan_and_the_next_plan_is_named(house: Workshop, carol: Actor) -> None:
    house.started(carol)

    with pytest.raises(PlanLimitExceeded) as refused:
        house.started(carol, "shop")

    told = refused.value
    assert (told.meter, told.maximum, told.used, told.requested, told.remaining) == ("projects", 1, 1, 1, 0)
    assert told.upgrade == Upgrade(PlanId("starter"), 29_00)
    assert house.slugs(carol) == ["website"]


def test_archiving_frees_the_place_once(house: Workshop, carol: Actor) -> None:
    project = house.started(carol)

    archived = house.use.archive_project(carol, project_id=project.id)
    again = house.use.archive_project(carol, project_id=project.id)

    assert archived.archived
    assert again == archived
    assert house.active_projects(carol) == 0
    assert house.actions(carol).count("project.archived") == 1


def test_restoring_takes_a_place_again(house: Workshop, carol: Actor) -> None:
    project = house.use.archive_project(carol, project_id=house.started(carol).id)

    restored = house.use.restore_project(carol, project_id=project.id)

    assert not restored.archived
    assert house.active_projects(carol) == 1


def test_restoring_an_active_project_changes_nothing(house: Workshop, carol: Actor) -> None:
    project = house.started(carol)

    assert house.use.restore_project(carol, project_id=project.id) == project
    assert house.active_projects(carol) == 1


def test_restoring_needs_a_place(house: Workshop, carol: Actor) -> None:
    project = house.use.archive_project(carol, project_id=house.started(carol).id)
    house.started(carol, "shop")

    with pytest.raises(PlanLimitExceeded):
        house.use.restore_project(carol, project_id=project.id)


def test_a_slug_is_taken_once_also_by_an_archived_project(house: Workshop, alice: Actor) -> None:
    house.use.archive_project(alice, project_id=house.started(alice).id)

    with pytest.raises(Conflict):
        house.started(alice)

    assert house.active_projects(alice) == 0


def test_two_organizations_may_use_the_same_slug(house: Workshop, alice: Actor, carol: Actor) -> None:
    assert house.started(alice).slug == house.started(carol).slug


def test_many_at_once_get_exactly_the_places_that_there_are(house: Workshop, alice: Actor) -> None:
    outcomes = at_once(*(partial(house.started, alice, f"project-{number}") for number in range(16)))

    assert len(refusals(outcomes)) == 11
    assert {type(refusal) for refusal in refusals(outcomes)} == {PlanLimitExceeded}
    assert house.active_projects(alice) == 5


def test_restoring_and_starting_at_once_share_the_last_place(house: Workshop, carol: Actor) -> None:
    project = house.use.archive_project(carol, project_id=house.started(carol).id)

    outcomes = at_once(
        partial(house.use.restore_project, carol, project_id=project.id), partial(house.started, carol, "shop")
    )

    assert len(refusals(outcomes)) == 1
    assert house.active_projects(carol) == 1


def test_the_same_request_sent_twice_starts_one_project(house: Workshop, alice: Actor) -> None:
    once = Once("acme/projects", "key-1", "fingerprint", lambda _: b"the first answer")
    house.started(alice.once_only(once))

    with pytest.raises(AlreadyAnswered) as answered:
        house.started(alice.once_only(once))

    assert answered.value.answer.body == b"the first answer"
    assert house.active_projects(alice) == 1
