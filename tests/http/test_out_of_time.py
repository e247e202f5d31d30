"""What a request's time does not suffice for stands in its answer, and may be sent again."""

from collections.abc import Iterator
from time import monotonic
from typing import Any

import pytest

from adapters.http.incoming import DEADLINE
from tests.http.site import Company
from tests.http.stores import STORES, site_on

KINDS = ("api_call", "storage")


@pytest.fixture(scope="module", params=STORES)
def acme(request: pytest.FixtureRequest) -> Iterator[Company]:
    with site_on(request) as site:
        yield site.company("acme")


def time_is_up() -> dict[str, Any]:
    """The environment of a request that has taken all its time before it was worked on."""
    return {"environ_base": {"REMOTE_ADDR": "127.0.0.1", DEADLINE: monotonic()}}


def batch(acme: Company, kind: str) -> dict[str, Any]:
    return {"records": [acme.record(f"{kind}-{number}", number, type=kind) for number in range(1, 6)]}


@pytest.mark.parametrize("kind", KINDS)
def test_the_records_of_a_batch_that_are_left_are_refused_as_unavailable(acme: Company, kind: str) -> None:
    answer = acme.owner.post(acme.path("/resources/batch"), batch(acme, kind), **time_is_up())

    told = answer.get_json()
    assert (answer.status_code, told["accepted"], told["duplicates"]) == (200, 0, 0)
    assert [row["index"] for row in told["refused"]] == [0, 1, 2, 3, 4]
    assert {(row["problem"]["type"].rpartition("/")[2], row["problem"]["status"]) for row in told["refused"]} == {
        ("unavailable", 503)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_sent_again_in_time_they_are_recorded(acme: Company, kind: str) -> None:
    sent, once = batch(acme, kind), {"Idempotency-Key": kind}
    acme.owner.post(acme.path("/resources/batch"), sent, headers=once, **time_is_up())

    again = acme.owner.made(acme.path("/resources/batch"), sent, headers=once)

    assert (again["accepted"], again["duplicates"], again["refused"]) == (5, 0, [])
