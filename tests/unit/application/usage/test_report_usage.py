"""Whoever sees some projects is told of these, and cannot tell from anything what the others cost."""

import pytest

from application.actor import Actor
from domain.ids import ProjectId, RecordId
from domain.money import GIGABYTE
from domain.plans.meter import Meter
from domain.usage.cost import UsageReport
from tests.unit.application.workshop import Workshop


@pytest.fixture
def house() -> Workshop:
    return Workshop()


@pytest.fixture
def alice(house: Workshop) -> Actor:
    """Alice owns Acme, whose website has sent 100 GB."""
    alice = house.founded(plan="starter")
    sent(house, alice, house.started(alice).id)
    return alice


def sent(house: Workshop, actor: Actor, project_id: ProjectId) -> None:
    house.use.record_usage(
        actor,
        project_id=project_id,
        meter=Meter.BANDWIDTH,
        amount=100 * GIGABYTE,
        metadata={},
        record_id=RecordId("r-1"),
    )


def told(report: UsageReport) -> tuple[int, int | None, int]:
    return (report.total_cents, report.spend_cents, len(report.projects))


def test_who_sees_everything_is_told_what_it_costs(house: Workshop, alice: Actor) -> None:
    assert told(house.use.report_usage(alice)) == (720, 720, 1)


def test_a_member_is_not_told_what_foreign_projects_cost(house: Workshop, alice: Actor) -> None:
    bob = house.joined(alice, "bob")

    assert told(house.use.report_usage(bob)) == (0, None, 0)
