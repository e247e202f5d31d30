"""Which months and days can be asked for, and recorded into: none before the organization's first."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.http.site import Company, Site, pointers, slug_of
from tests.http.stores import STORES, site_on

FOUNDED = datetime(2026, 3, 1, 0, 30, tzinfo=UTC)
NO_DAYS = ("1969-12-31", "9998-01-01", "9999-12-31", "0000-01-01", "10000-01-01", "2026-02-30", "2026-3-1")
DAYS = ("1970-01-01", "2025-12-31", "2026-03-01", "2026-04-01", "9997-12-31")
BY_DAY = ("/resources?project_id={project_id}&", "/projects/{project_id}/usage?", "/audit?")


@pytest.fixture(scope="module", params=STORES)
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    with site_on(request) as site:
        site.clock.set(FOUNDED)
        yield site


@pytest.fixture(scope="module")
def acme(site: Site) -> Company:
    """Founded half an hour after February, which still takes records of those who were there."""
    company = site.company("acme", "pro")
    company.owner.made(company.path("/resources"), company.record("first"))
    held = company.record("held", 2**30, type="storage")
    company.owner.made(company.path("/resources"), held)
    return company


@pytest.mark.parametrize("cycle", ["1970-01", "2024-01", "2025-12", "2026-02"])
def test_a_month_before_the_organization_was_founded_is_not_there(acme: Company, cycle: str) -> None:
    answer = acme.owner.get(acme.path(f"/usage?billing_cycle={cycle}"))

    assert (answer.status_code, slug_of(answer)) == (404, "not-found")


def test_the_month_of_its_founding_is_its_first(acme: Company) -> None:
    report = acme.owner.get(acme.path("/usage?billing_cycle=2026-03")).get_json()

    assert (report["billing_cycle"], report["final"]) == ("2026-03", False)
    assert next(row for row in report["meters"] if row["meter"] == "api_call")["quantity"] == 1


def test_the_next_month_is_open_and_empty(acme: Company) -> None:
    report = acme.owner.get(acme.path("/usage?billing_cycle=2026-04")).get_json()

    assert (report["billing_cycle"], report["final"], report["total_cents"]) == ("2026-04", False, 0)
    assert {row["quantity"] for row in report["meters"] if row["meter"] != "storage"} == {0}
    assert {row["cost_cents"] for row in report["meters"]} == {0}


@pytest.mark.parametrize("cycle", ["2026-05", "2027-03", "2030-01", "9997-12", "9998-01", "9998-11", "9998-12"])
def test_a_month_beyond_the_next_is_none(acme: Company, cycle: str) -> None:
    answer = acme.owner.get(acme.path(f"/usage?billing_cycle={cycle}"))

    assert (answer.status_code, pointers(answer)) == (422, {"query/billing_cycle"})


@pytest.mark.parametrize("cycle", ["0000-01", "1969-12", "9999-01", "9999-12", "10000-01", "2026-00", "2026-13"])
def test_what_is_no_month_is_named(acme: Company, cycle: str) -> None:
    answer = acme.owner.get(acme.path(f"/usage?billing_cycle={cycle}"))

    assert (answer.status_code, pointers(answer)) == (422, {"query/billing_cycle"})


@pytest.mark.parametrize("timestamp", ["2026-02-28T23:59:59.999999Z", "2026-02-01T00:00:00Z", "2024-01-15T12:00:00Z"])
def test_nothing_is_recorded_before_the_month_of_the_founding(acme: Company, timestamp: str) -> None:
    record = acme.record(f"at {timestamp}", timestamp=timestamp)
    correction = {**record, "quantity": -1, "corrects": "first"}

    answers = [acme.owner.post(acme.path("/resources"), body) for body in (record, correction)]

    assert [(answer.status_code, pointers(answer)) for answer in answers] == [(422, {"/timestamp"})] * 2


def test_in_a_batch_only_the_record_from_before_is_refused(acme: Company) -> None:
    times = {"a": "2026-03-01T00:00:00Z", "b": "2026-02-28T23:59:59Z", "c": "2026-03-01T00:29:59Z"}
    records = [acme.record(name, timestamp=timestamp) for name, timestamp in times.items()]

    answer = acme.owner.made(acme.path("/resources/batch"), {"records": records})

    assert answer["accepted"] == 2
    assert [(row["index"], row["problem"]["status"]) for row in answer["refused"]] == [(1, 422)]


@pytest.mark.parametrize("name", ["start_date", "end_date"])
@pytest.mark.parametrize("path", BY_DAY)
def test_days_that_are_none_are_named(acme: Company, path: str, name: str) -> None:
    asked = acme.path(path.format(project_id=acme.project_id))

    answers = [acme.owner.get(f"{asked}{name}={day}") for day in NO_DAYS]

    assert {(answer.status_code, *pointers(answer)) for answer in answers} == {(422, f"query/{name}")}


@pytest.mark.parametrize("name", ["start_date", "end_date"])
@pytest.mark.parametrize("path", BY_DAY)
def test_any_day_can_be_asked_for(acme: Company, path: str, name: str) -> None:
    asked = acme.path(path.format(project_id=acme.project_id))

    statuses = {acme.owner.get(f"{asked}{name}={day}").status_code for day in DAYS}

    assert statuses <= {200, 422}


def test_months_pass_and_are_there(site: Site) -> None:
    globex = site.company("globex", "pro")
    site.clock.set(FOUNDED + timedelta(days=40))
    later = site.logged_in("alice@globex.example")

    told = [
        later.get(globex.path(f"/usage?billing_cycle={cycle}")).status_code
        for cycle in ("2026-02", "2026-03", "2026-05")
    ]

    assert told == [404, 200, 200]
