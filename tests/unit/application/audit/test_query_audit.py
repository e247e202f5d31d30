"""The audit log is read by days, newest first: all of it by those who run the company, others read their own lines."""

from datetime import date, timedelta

import pytest

from application.actor import Actor
from domain.audit.audit_event import AuditEvent
from domain.errors import InvalidRequest
from domain.roles.role import Role, Scope
from tests.unit.application.house import BEGINNING, user_id
from tests.unit.application.workshop import Workshop

TODAY = BEGINNING.date()
DAY = timedelta(days=1)
READING = frozenset({Scope.READ_AUDIT})


def found(
    house: Workshop, actor: Actor, *, start: date | None = None, end: date | None = None
) -> tuple[AuditEvent, ...]:
    return tuple(house.use.query_audit(actor, start=start, end=end, after=None, limit=50).items)


def test_the_owner_reads_everything_newest_first(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(bob)

    events = found(house, alice)

    assert next((event.action, event.actor_id, event.resource_id) for event in events) == (
        "project.created",
        bob.id,
        project.id,
    )
    assert list(events) == sorted(events, key=lambda event: (event.at, event.id), reverse=True)


def test_an_admin_reads_everything(house: Workshop, alice: Actor) -> None:
    carol = house.joined(alice, "carol", Role.ADMIN)

    assert found(house, carol) == found(house, alice)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER])
def test_others_read_what_they_did_themselves(house: Workshop, alice: Actor, role: Role) -> None:
    carol = house.joined(alice, "carol", role)
    house.started(alice)

    assert [event.action for event in found(house, carol)] == ["invitation.accepted"]
    assert house.use.query_audit(carol, user_id=user_id(alice), after=None, limit=50).items == ()


def test_lines_can_be_looked_for_by_person_action_and_kind(house: Workshop, alice: Actor, bob: Actor) -> None:
    house.use.archive_project(alice, project_id=house.started(bob).id)

    def actions(**wanted: str) -> list[str]:
        page = house.use.query_audit(alice, after=None, limit=50, **wanted)  # type: ignore[arg-type]
        return [event.action for event in page.items]

    assert actions(user_id=bob.id) == ["project.created", "invitation.accepted"]
    assert actions(action="project.archived") == ["project.archived"]
    assert actions(resource_type="project") == ["project.archived", "project.created"]


def test_days_are_both_included(house: Workshop, alice: Actor) -> None:
    house.clock.set(BEGINNING + DAY)
    house.started(alice)
    house.clock.set(BEGINNING + 2 * DAY)

    assert [event.action for event in found(house, alice, start=TODAY + DAY, end=TODAY + DAY)] == ["project.created"]
    assert found(house, alice, start=TODAY + 2 * DAY) == ()
    assert "project.created" not in [event.action for event in found(house, alice, end=TODAY)]


def test_the_last_day_of_all_may_be_named(house: Workshop, alice: Actor) -> None:
    assert found(house, alice, start=date.min, end=date.max) == found(house, alice)


def test_an_end_before_the_start_is_refused(house: Workshop, alice: Actor) -> None:
    with pytest.raises(InvalidRequest):
        found(house, alice, start=TODAY, end=TODAY - DAY)


def test_lines_go_after_ninety_days(house: Workshop, alice: Actor) -> None:
    house.clock.set(BEGINNING + 90 * DAY)
    still_there = found(house, alice)
    house.clock.set(BEGINNING + 91 * DAY)

    assert still_there != ()
    assert found(house, alice) == ()


def test_a_key_reads_everything(house: Workshop, alice: Actor) -> None:
    machine = house.as_key(alice, house.key(alice, scopes=READING))

    assert found(house, machine) == found(house, alice)


def test_a_key_of_a_project_reads_what_was_done_to_that_project(house: Workshop, alice: Actor) -> None:
    project = house.started(alice)
    house.started(alice, "shop")
    machine = house.as_key(alice, house.key(alice, project.id, READING))

    assert [(event.action, event.resource_id) for event in found(house, machine)] == [("project.created", project.id)]


def test_another_company_is_not_in_it(house: Workshop, alice: Actor) -> None:
    before = found(house, alice)

    house.started(house.founded("globex", "mallory"))

    assert found(house, alice) == before


def test_a_long_log_is_read_page_by_page(house: Workshop, alice: Actor) -> None:
    everything = found(house, alice)

    first = house.use.query_audit(alice, after=None, limit=1)
    second = house.use.query_audit(alice, after=first.next, limit=1)

    assert [*first.items, *second.items] == list(everything[:2])
