"""The browsable document in a real browser: everything comes from the application itself, under its strict policy."""

from collections.abc import Iterator
from threading import Thread
from wsgiref.types import WSGIApplication

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from werkzeug.serving import BaseWSGIServer, make_server

from adapters.http.openapi.document import published
from tests.http.requests import ROUTES
from tests.http.site import Site
from tests.surroundings import browser

CHROMIUM = browser()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no browser is installed"),
]


def serving(application: WSGIApplication) -> BaseWSGIServer:
    server = make_server("127.0.0.1", 0, application, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def address(settled_site: Site) -> Iterator[str]:
    server = serving(settled_site.api)
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started.new_page()
        started.close()


def test_the_document_can_be_browsed_without_any_other_address(page: Page, address: str) -> None:
    asked, complaints = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{address}/docs")

    expect(page.locator(".opblock")).to_have_count(len(published(ROUTES.values())))
    page.locator("#operations-Usage-record_usage .opblock-summary-control").click()
    expect(page.locator(".opblock-description")).to_contain_text("resources:write")
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert complaints == []


def test_a_problem_is_explained_on_a_page(page: Page, address: str) -> None:
    page.goto(f"{address}/problems/plan-limit-exceeded")

    expect(page.get_by_role("heading", level=1)).to_have_text("The plan's limit is reached")
    page.get_by_role("link", name="rate-limited").click()
    expect(page.get_by_text("Retry-After")).to_be_visible()
