"""What the routes about usage answer, where the description of the product says so."""

from datetime import timedelta

import pytest

from tests.http.paying import Payer
from tests.http.site import Company, Site, slug_of

THIS_MONTH_ENDS = "2026-04-01T00:00:00Z"


def test_a_record_is_answered_with_its_limit(acme: Company) -> None:
    answer = acme.keys["write:resources"].post(acme.path("/resources"), acme.record(metadata={"region": "eu"}))

    assert answer.status_code == 201
    told = answer.get_json()
    assert told.pop("resource_id").startswith("rec_")
    assert told == {
        "record_id": "order-1",
        "project_id": acme.project_id,
        "type": "api_call",
        "quantity": 1,
        "unit": "call",
        "timestamp": "2026-03-10T12:00:00Z",
        "billing_cycle": "2026-03",
        "limit": {"meter": "api_call", "max": 100_000, "resets_at": THIS_MONTH_ENDS},
    }


def test_a_repeat_is_answered_the_same_but_is_not_new(site: Site, acme: Company) -> None:
    first = acme.owner.post(acme.path("/resources"), acme.record())
    site.clock.advance(timedelta(minutes=10))

    again = acme.owner.post(acme.path("/resources"), acme.record())

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.data == first.data


@pytest.mark.parametrize(
    ("quantity", "written"), [(0.000001, "0.000001"), (123456.789012, "123456.789012"), (2.0, "2")]
)
def test_compute_is_exact_to_six_decimals(quantity: float, written: str, site: Site, acme: Company) -> None:
    site.grant(acme)
    enough = {"overage": {"enabled": True, "spend_cap_cents": 10**8}}
    acme.owner.put(acme.path("/settings"), enough)

    answer = acme.owner.post(acme.path("/resources"), acme.record(type="compute", quantity=quantity))

    assert f'"quantity":{written},' in answer.text


def test_times_are_told_in_utc(acme: Company) -> None:
    record = acme.record(timestamp="2026-03-10T02:30:00.5+02:00")

    answer = acme.owner.made(acme.path("/resources"), record)

    assert answer["timestamp"] == "2026-03-10T00:30:00.500000Z"


def test_what_does_not_fit_is_told_with_the_plan_that_would(acme: Company) -> None:
    acme.owner.made(acme.path("/resources"), acme.record(quantity=90_000))

    answer = acme.owner.post(acme.path("/resources"), acme.record("order-2", quantity=20_000))

    assert (answer.status_code, slug_of(answer)) == (402, "plan-limit-exceeded")
    assert answer.get_json()["limit"] == {
        "meter": "api_call",
        "max": 100_000,
        "used": 90_000,
        "requested": 20_000,
        "remaining": 10_000,
        "resets_at": THIS_MONTH_ENDS,
    }
    upgrade = answer.get_json()["upgrade"]
    assert upgrade == {"plan": "pro", "price_cents": 9900, "url": f"http://localhost:8000{acme.path('/billing')}"}
    assert acme.owner.get(acme.path("/billing")).status_code == 200


def test_a_batch_tells_what_became_of_each_record(acme: Company) -> None:
    acme.owner.made(acme.path("/resources"), acme.record("known"))
    records = [acme.record("new"), acme.record("known"), acme.record("large", quantity=100_000), acme.record("small")]

    answer = acme.owner.made(acme.path("/resources/batch"), {"records": records})

    [refused] = answer.pop("refused")
    assert answer == {
        "accepted": 2,
        "duplicates": 1,
        "limits": [{"meter": "api_call", "max": 100_000, "resets_at": THIS_MONTH_ENDS}],
    }
    assert (refused["index"], refused["problem"]["status"]) == (2, 402)
    assert refused["problem"]["limit"]["remaining"] == 99_998
    assert refused["problem"]["upgrade"]["url"].endswith(acme.path("/billing"))


def test_the_report_adds_up(site: Site, acme: Company) -> None:
    site.grant(acme)
    acme.owner.put(acme.path("/settings"), {"overage": {"enabled": True, "spend_cap_cents": 10_000}})
    for_all = [acme.record("a", quantity=102_000), acme.record("b", quantity=10 * 2**30, type="bandwidth")]
    acme.owner.made(acme.path("/resources/batch"), {"records": for_all})

    report = acme.keys["read:usage"].get(acme.path("/usage?billing_cycle=2026-03")).get_json()

    calls = next(meter for meter in report["meters"] if meter["meter"] == "api_call")
    assert (calls["quantity"], calls["included"], calls["overage"]) == (102_000, 100_000, 2_000)
    assert (calls["rate"], calls["rate_per"], calls["cost_cents"]) == ("0.45", "1,000 calls", 90)
    assert report["total_cents"] == 90 + 72 == sum(project["cost_cents"] for project in report["projects"])
    assert (report["plan"], report["plan_price_cents"]) == ("starter", 2900)


def test_the_report_of_a_trial_shows_the_rates_to_come_and_costs_nothing(site: Site) -> None:
    acme = Payer.of(site)
    acme.chooses("pro")
    web = {"name": "Web", "slug": "web", "type": "web", "environment": "production"}
    project = acme.owner.made(acme.path("/projects"), web)["project_id"]
    used = {"project_id": project, "type": "bandwidth", "quantity": 2**30}
    acme.owner.made(acme.path("/resources"), used)

    report = acme.owner.get(acme.path("/usage")).get_json()

    rates = {row["meter"]: (row["rate"], row["rate_per"]) for row in report["meters"]}
    assert rates == {
        "api_call": ("0.40", "1,000 calls"),
        "compute": ("0.08", "minute"),
        "bandwidth": ("0.064", "GB"),
        "storage": ("0.08", "GB-month"),
    }
    assert ({row["cost_cents"] for row in report["meters"]}, report["total_cents"]) == ({0}, 0)


def test_the_report_tells_what_is_left_of_each_limit(acme: Company) -> None:
    sent = [acme.record("a", quantity=7), acme.record("b", quantity=2**30, type="storage")]
    acme.owner.made(acme.path("/resources/batch"), {"records": sent})

    report = acme.owner.get(acme.path("/usage")).get_json()

    limits = {meter["meter"]: meter["limit"] for meter in report["meters"]}
    next_month = "2026-04-01T00:00:00Z"
    assert limits["api_call"] == {"max": 100_000, "used": 7, "remaining": 99_993, "resets_at": next_month}
    assert limits["storage"] == {"max": 10 * 2**30, "used": 2**30, "remaining": 9 * 2**30, "resets_at": None}
    assert limits["bandwidth"] is None


def test_a_month_that_nobody_used_has_a_report_too(acme: Company) -> None:
    report = acme.owner.get(acme.path("/usage?billing_cycle=2026-04")).get_json()

    assert (report["total_cents"], report["projects"], report["final"]) == (0, [], False)


def test_a_project_is_reported_by_day(acme: Company) -> None:
    acme.owner.made(acme.path("/resources"), acme.record(quantity=7))

    days = acme.owner.get(acme.path(f"/projects/{acme.project_id}/usage")).get_json()

    assert (days["start_date"], days["end_date"]) == ("2026-03-01", "2026-03-10")
    assert days["meters"][0] == {
        "meter": "api_call",
        "unit": "call",
        "total": 7,
        "days": [{"date": "2026-03-10", "quantity": 7}],
    }


def test_a_project_comes_with_this_cycles_usage_if_asked_for(acme: Company) -> None:
    acme.owner.made(acme.path("/resources"), acme.record(quantity=7))

    project = acme.owner.get(acme.path(f"/projects/{acme.project_id}?include=resources")).get_json()

    assert project["resources"]["meters"][0] == {"meter": "api_call", "quantity": 7, "unit": "call"}


def test_a_key_that_may_read_projects_does_not_read_usage_with_them(acme: Company) -> None:
    path = acme.path(f"/projects/{acme.project_id}")

    plain = acme.keys["read:projects"].get(path)
    answer = acme.keys["read:projects"].get(f"{path}?include=resources")

    assert (plain.status_code, answer.status_code) == (200, 403)
    assert answer.get_json()["required"] == "usage:read"


def test_metadata_of_4096_bytes_is_kept_and_of_one_more_refused_alone(acme: Company) -> None:
    full = {f"{number}": "٣" * 255 + "3" for number in range(8)}
    records = [acme.record("full", metadata=full), acme.record("fuller", metadata={**full, "x": ""}), acme.record("b")]

    answer = acme.owner.post(acme.path("/resources/batch"), {"records": records}).get_json()

    assert answer["accepted"] == 2
    assert [(refused["index"], refused["problem"]["errors"][0]["pointer"]) for refused in answer["refused"]] == [
        (1, "/metadata")
    ]
