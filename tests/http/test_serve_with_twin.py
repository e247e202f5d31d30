"""`make run BILLING=stripe-twin`: a person pays at the twin's pages in a real browser, and time is put forward."""

import re
from collections.abc import Iterator
from threading import Event
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.http.running_server import START, TICK, Company, RunningServer, running_server
from tests.surroundings import browser

CHROMIUM = browser()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no browser is installed"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    with running_server("BILLING=stripe-twin", "CLOCK=shifted", "LOG_LEVEL=ERROR") as running:
        yield running


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started.new_page()
        started.close()


def asked(company: Company, method: str, rest: str, body: dict[str, object] | None = None) -> dict[str, Any]:
    answer = httpx.request(
        method,
        f"{company.url}/organizations/{company.org_id}/billing{rest}",
        json=body,
        headers={"Authorization": f"Bearer {company.token}"},
    )
    assert answer.is_success, answer.text
    return dict(answer.json())


def seen(company: Company, state: str) -> dict[str, Any]:
    """The billing of a company as soon as it is in a state: Stripe tells of it by a webhook."""
    for _ in range(int(START / TICK)):
        billing = asked(company, "GET", "")
        if billing["state"] == state:
            return billing
        Event().wait(TICK)
    raise AssertionError(f"it never was {state}")


def test_somebody_subscribes_at_the_checkout(server: RunningServer, page: Page) -> None:
    company = server.founded("free")
    page.goto(asked(company, "POST", "/checkout", {"plan": "starter"})["url"])
    expect(page.locator("#due-today")).to_have_text("USD 0.00")

    page.get_by_label(re.compile("card", re.IGNORECASE)).fill("4242 4242 4242 4242")
    page.get_by_role("button", name="Subscribe").click()

    page.wait_for_url(f"http://localhost:{company.url.rpartition(':')[2]}/docs")
    assert seen(company, "trialing")["plan"] == "starter"


def test_somebody_enters_a_card_in_the_portal_and_is_charged_for_a_larger_plan(
    server: RunningServer, page: Page
) -> None:
    company = server.founded("starter")
    page.goto(asked(company, "POST", "/portal", {})["url"])
    page.get_by_label(re.compile("card", re.IGNORECASE)).fill("4242 4242 4242 4242")
    page.get_by_role("button", name="Update card").click()
    expect(page.get_by_role("status")).to_have_text("Your card was updated.")

    assert asked(company, "PUT", "/plan", {"plan": "pro"})["plan"] == "pro"

    page.goto(asked(company, "POST", "/portal", {})["url"])
    expect(page.get_by_role("heading", name="Current plan")).to_be_visible()
