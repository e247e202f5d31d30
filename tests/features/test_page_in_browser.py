"""The page in a real browser: what a product owner sees and finds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.features.catalogue import features
from tests.features.document import document
from tests.features.page import page
from tests.features.sentences import topics
from tests.features.test_report import BROKEN, FOUND, kept
from tests.surroundings import browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(browser() is None, reason="no browser is installed"),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=browser(), args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("specs") / "specs.html"
    file.write_text(page(document(features(), kept(BROKEN)), "1 March 2026, 09:00 UTC", topics()), encoding="utf-8")
    return Path(file).as_uri()


@pytest.fixture
def specs(chromium: Browser, address: str) -> Iterator[Page]:
    opened = chromium.new_page()
    asked: list[str] = []
    told: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: told.append(message.text))
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.goto(address)
    yield opened
    opened.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert told == []


def test_it_opens_with_every_feature_and_the_counts(specs: Page) -> None:
    expect(specs.locator(".chapter:visible")).to_have_count(len(features()))
    expect(specs.locator(".counts")).to_contain_text("http-memory")


def test_a_search_shows_what_was_looked_for_and_nothing_else(specs: Page) -> None:
    specs.get_by_placeholder("Search every promise").fill("spend cap bandwidth")

    expect(specs.locator(".chapter:visible h2", has_text="Overage")).to_be_visible()
    expect(specs.locator("#plan_enforcement-seats")).to_be_hidden()
    expect(specs.locator("summary:visible", has_text="Bandwidth stops at the spend cap")).to_be_visible()
    expect(specs.locator("#found")).to_contain_text("scenarios")
    expect(specs.locator("mark").first).to_be_visible()


def test_the_counts_follow_the_search(specs: Page) -> None:
    specs.get_by_placeholder("Search every promise").fill("The last seat can be filled")

    expect(specs.locator("[data-count=scenarios]")).to_have_text("1")
    expect(specs.locator("[data-assembly=http-memory] dd")).to_have_text("0 of 1 kept")
    expect(specs.locator("[data-assembly=application] dd")).to_have_text("1 of 1 kept")


def test_each_chapter_explains_its_marks(specs: Page) -> None:
    expect(specs.locator("#plan_enforcement-seats .legend")).to_contain_text("the rules alone, kept in memory")


def test_the_sentences_are_searched_too(specs: Page) -> None:
    specs.get_by_placeholder("Search every promise").fill("has filled <seats>")

    expect(specs.locator(".sentence:visible")).to_have_count(0)
    specs.get_by_placeholder("Search every promise").fill("has filled seats seat(s)")
    expect(specs.locator(".sentence:visible")).to_have_count(1)


def test_clearing_the_search_brings_everything_back(specs: Page) -> None:
    search = specs.get_by_placeholder("Search every promise")
    search.fill("bandwidth")

    search.press("Escape")

    expect(specs.locator(".chapter:visible")).to_have_count(len(features()))
    expect(specs.locator("#found")).to_be_hidden()
    expect(specs.locator("mark")).to_have_count(0)


def test_a_search_for_nothing_that_exists_says_so(specs: Page) -> None:
    specs.get_by_placeholder("Search every promise").fill("teleportation")

    expect(specs.get_by_text("Nothing is promised about that yet.")).to_be_visible()


def test_the_slash_key_goes_to_the_search(specs: Page) -> None:
    specs.keyboard.press("/")

    expect(specs.get_by_placeholder("Search every promise")).to_be_focused()


def test_what_is_not_kept_can_be_shown_alone(specs: Page) -> None:
    specs.get_by_role("button", name="Not kept").click()

    expect(specs.locator(".scenario:visible")).to_have_count(1)
    expect(specs.locator(".scenario:visible .why")).to_contain_text(FOUND)


def test_a_scenario_unfolds_its_steps(specs: Page) -> None:
    scenario = specs.locator(".scenario", has_text="No project beyond the plan")

    scenario.locator("summary").click()

    expect(scenario.get_by_text("Alice is told that no further project fits the plan")).to_be_visible()


def test_it_can_be_read_on_a_telephone(specs: Page) -> None:
    specs.set_viewport_size({"width": 390, "height": 800})

    assert specs.evaluate("document.documentElement.scrollWidth") <= 390
