"""A person subscribes, changes a card and cancels in a real browser, on pages without a script."""

from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from werkzeug.serving import make_server

from tests.http.paying import DECLINES, WORKS, Payer
from tests.http.running_server import free_port
from tests.http.site import Site
from tests.surroundings import browser

CHROMIUM = browser()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no browser is installed"),
]


@pytest.fixture
def acme() -> Iterator[Payer]:
    """Acme, at an API that stands where it says."""
    port = free_port()
    site = Site(public_url=f"http://127.0.0.1:{port}")
    server = make_server("127.0.0.1", port, site.api, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Payer.of(site)
    server.shutdown()
    server.server_close()


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started.new_context(java_script_enabled=False).new_page()
        started.close()


def test_a_person_subscribes_and_cancels(page: Page, acme: Payer) -> None:
    address, complaints = acme.site.web.public_url, list[str]()
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(address + acme.checkout("starter", return_url=f"{address}/problems/payment-required"))
    page.get_by_label("Card number").fill(DECLINES)
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("status")).to_contain_text("declined")
    page.get_by_label("Card number").fill(WORKS)
    page.get_by_role("button", name="Subscribe").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("It has to be paid first")
    acme.site.settle()
    assert acme.billing()["state"] == "trialing"
    assert acme.after(days=15).billing()["state"] == "active"

    page.goto(address + acme.portal())
    expect(page.get_by_role("table", name="Invoices")).to_contain_text("paid")
    page.get_by_role("button", name="Cancel the subscription").click()
    expect(page.get_by_role("status")).to_have_text("The subscription ends when its period ends.")
    acme.site.settle()
    assert acme.billing()["pending"] == {"plan": "free", "at": "2026-04-01T00:00:00Z"}
    assert complaints == []
