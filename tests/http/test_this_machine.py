"""What is open to this machine in development, and to nobody in production."""

from typing import Any

import pytest

from entrypoints.container import assembled
from entrypoints.container.http import http_api
from entrypoints.settings import Settings
from tests.http.site import Caller, passwords

ONE_TOO_MANY = 21
OPEN_TO_DEMOS = ("GET /dev/outbox", "POST /dev/clock", "GET /dev/checkout/cs_1", "GET /dev/portal/bps_1")


def serving(**settings: Any) -> Caller:
    """Return the API of an assembly that is told only this."""
    return Caller(http_api(assembled(Settings(log_level="ERROR", **settings), passwords=passwords())))


def signed_up(anyone: Caller, address: str) -> list[int]:
    bodies = [{"name": "Acme", "slug": f"acme-{n}", "owner_email": "alice@acme.example"} for n in range(ONE_TOO_MANY)]
    return [anyone.post("/organizations", body, environ_base={"REMOTE_ADDR": address}).status_code for body in bodies]


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"])
def test_sign_ups_from_this_machine_do_not_stop_in_development(address: str) -> None:
    assert set(signed_up(serving(), address)) == {201}


def test_sign_ups_from_elsewhere_stop_in_development_too() -> None:
    assert signed_up(serving(), "192.0.2.1") == [201] * 20 + [429]


def test_a_limit_that_was_asked_for_holds_for_this_machine() -> None:
    assert signed_up(serving(signups_per_hour=3), "127.0.0.1") == [201] * 3 + [429] * 18


def test_in_production_this_machine_may_be_a_proxy() -> None:
    assert signed_up(serving(environment="production"), "127.0.0.1") == [201] * 20 + [429]


@pytest.mark.parametrize("door", OPEN_TO_DEMOS)
@pytest.mark.parametrize("sign", [{"environment": "production"}, {"public_url": "https://api.tenantry.example"}])
def test_no_door_of_demos_is_open_in_production(door: str, sign: dict[str, Any]) -> None:
    method, path = door.split()

    anyone = serving(clock="shifted", **sign)

    assert anyone.ask(method, path).status_code == 404
    assert "/dev/" not in anyone.get("/openapi.json").text
