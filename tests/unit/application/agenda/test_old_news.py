"""News that nobody could deliver in time are news no more, and are not tried for ever."""

from datetime import UTC, datetime, timedelta

from domain.ids import RecordId
from domain.plans.meter import Meter
from tests.unit.application.workshop import Workshop

FAR_AHEAD = datetime(2100, 1, 1, tzinfo=UTC)


def subjects(house: Workshop) -> list[str]:
    return [mail.subject for mail in house.mailbox.sent()]


def most_calls_used(house: Workshop) -> None:
    alice = house.founded()
    website = house.started(alice).id
    calls = RecordId("r-1")
    house.use.record_usage(alice, project_id=website, meter=Meter.API_CALL, amount=8_000, metadata={}, record_id=calls)


def test_a_threshold_is_told_while_its_cycle_is_open() -> None:
    house = Workshop()
    most_calls_used(house)

    house.pass_days(31)

    assert "Acme: 80 % of the API calls are used" in subjects(house)


def test_a_threshold_of_a_closed_cycle_is_not_told() -> None:
    house = Workshop()
    most_calls_used(house)

    house.pass_days(32)

    assert "Acme: 80 % of the API calls are used" not in subjects(house)
    assert house.agenda.due(FAR_AHEAD, 10) == ()


def test_an_erasure_is_not_told_a_month_later() -> None:
    house = Workshop()
    house.use.close_organization(house.founded())
    house.pass_days(30)

    house.clock.advance(timedelta(days=30))
    house.work_off()

    assert "Acme was erased" not in subjects(house)
    assert house.agenda.due(FAR_AHEAD, 10) == ()
