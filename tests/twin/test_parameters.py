"""Every parameter that the twin takes exists in the SDK."""

import pytest

from entrypoints.stripe_twin.forms import TEXT, Schema
from entrypoints.stripe_twin.routes import Route
from entrypoints.stripe_twin.routing import ROUTES
from tests.twin.sdk_parameters import unknown_to_the_sdk


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_a_request_takes_what_the_sdk_may_send(route: Route) -> None:
    assert unknown_to_the_sdk(route.schema, route.sdk) == []


def test_a_parameter_of_the_twins_own_is_seen() -> None:
    schema: Schema = {"email": TEXT, "planet": TEXT, "invoice_settings": {"footer": TEXT, "moon": TEXT}}

    assert unknown_to_the_sdk(schema, "CustomerCreateParams") == ["planet", "invoice_settings[moon]"]


def test_no_two_requests_are_the_same() -> None:
    assert len({(route.method, route.path) for route in ROUTES}) == len(ROUTES)
