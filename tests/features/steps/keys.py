"""API keys: making, rotating and revoking them, and how many requests they may make."""

from datetime import datetime
from decimal import Decimal

from tests.features.differences import expect, holds
from tests.features.driver import Driver, Entry
from tests.features.language import given, then, when
from tests.features.refusals import check
from tests.features.stage import Stage
from tests.features.words import ONE_CALL, Key, Person, Usage

EVERYTHING = (
    "write:resources",
    "correct:resources",
    "read:resources",
    "read:usage",
    "read:projects",
    "read:users",
    "read:audit",
)
TOO_MUCH = Usage("api_call", Decimal(10**9))


@given("{company:Company} has the API key {key:Name} that may {scopes:Scopes}")
def has_key(driver: Driver, company: str, key: str, scopes: tuple[str, ...]) -> None:
    driver.make_key(driver.owner_of(company), company, key, scopes)


@given("{company:Company} has the API key {key:Name} for {project:Name} that may {scopes:Scopes}")
def has_project_key(driver: Driver, company: str, key: str, project: str, scopes: tuple[str, ...]) -> None:
    driver.make_key(driver.owner_of(company), company, key, scopes, project=project)


@given("{company:Company} has the API key {key:Name} until {until:Moment}")
def has_key_until(driver: Driver, company: str, key: str, until: datetime) -> None:
    driver.make_key(driver.owner_of(company), company, key, EVERYTHING, until=until)


@given("{company:Company} has the API key {key:Name} for {number:Count} requests an hour")
def has_limited_key(driver: Driver, company: str, key: str, number: int) -> None:
    driver.make_key(driver.owner_of(company), company, key, EVERYTHING, requests_per_hour=number)


@given(
    "{company:Company} has the project {project:Name} and the API key {key:Name} for {number:Count} request(s) an hour"
)
def has_project_and_key(driver: Driver, company: str, project: str, key: str, number: int) -> None:
    driver.start(driver.owner_of(company), company, project)
    has_limited_key(driver, company, key, number)


@given("{who:Person} has made the API key {key:Name} at {company:Company} that may {scopes:Scopes}")
def has_made_key(driver: Driver, who: Person, key: str, company: str, scopes: tuple[str, ...]) -> None:
    driver.make_key(who, company, key, scopes)


@given("{who:Person} has revoked the key {key:Name}")
def has_revoked(driver: Driver, who: Person, key: str) -> None:
    driver.revoke(who, key)


@given("{who:Person} has rotated the key {key:Name}")
def has_rotated(driver: Driver, who: Person, key: str) -> None:
    driver.rotate(who, key)


@given("{who:Person} has rotated the key {key:Name} with an overlap of {span:Span}")
def has_rotated_slowly(driver: Driver, who: Person, key: str, span: int) -> None:
    driver.rotate(who, key, overlap=span)


@when("{who:Person} [makes|tries to make] the API key {key:Name} at {company:Company} that may {scopes:Scopes}")
def makes_key(
    driver: Driver, stage: Stage, who: Person, key: str, company: str, scopes: tuple[str, ...], tries: bool
) -> None:
    stage.attempt(lambda: driver.make_key(who, company, key, scopes), tries=tries)


@when(
    "{who:Person} tries to make the API key {key:Name} at {company:Company} for {project:Name} that may {scopes:Scopes}"
)
def makes_project_key(
    driver: Driver, stage: Stage, who: Person, key: str, company: str, project: str, scopes: tuple[str, ...]
) -> None:
    stage.attempt(lambda: driver.make_key(who, company, key, scopes, project=project), tries=True)


@when("{who:Person} tries to rotate the key {key:Name}")
def rotates(driver: Driver, stage: Stage, who: Person, key: str) -> None:
    stage.attempt(lambda: driver.rotate(who, key), tries=True)


@when("{who:Person} lists the API keys of {company:Company}")
def lists_keys(driver: Driver, stage: Stage, who: Person, company: str) -> None:
    stage.attempt(lambda: driver.keys(who, company), tries=False)


@then("{who:Person} is shown the secret of {key:Name}")
def is_shown(driver: Driver, who: Person, key: str) -> None:
    holds(driver.secret(Key(key)).startswith("sk_live_"), f"the secret of {key}", "something else")


@then("the list does not show the secret of {key:Name}")
def list_hides(driver: Driver, key: str) -> None:
    company = driver.company_of(key)
    listed = driver.keys_as_shown(driver.owner_of(company), company)
    holds(driver.secret(Key(key)) not in listed, f"a list without the secret of {key}", "one with it")


def request(driver: Driver, key: str) -> object:
    """Make one request with a key: record one API call on the first project of its company."""
    company = driver.company_of(key)
    return driver.record(Key(key), Entry(driver.first_project_of(company), ONE_CALL))


@given("the key {key:Name} has made {number:Count} requests")
def has_made_requests(driver: Driver, key: str, number: int) -> None:
    for _ in range(number):
        request(driver, key)


@given("the key {key:Name} has made requests until it was told to slow down")
def has_been_too_fast(driver: Driver, stage: Stage, key: str) -> None:
    while stage.refusal is None:
        stage.attempt(lambda: request(driver, key), tries=True)
    check(stage.refusal, "to slow down")
    stage.refusal = None


@given("the key {key:Name} was refused {number:Count} records that do not fit")
def was_refused(driver: Driver, stage: Stage, key: str, number: int) -> None:
    entry = Entry(driver.first_project_of(driver.company_of(key)), TOO_MUCH)
    for _ in range(number):
        stage.attempt(lambda: driver.record(Key(key), entry), tries=True)
        check(stage.refusal, "the API calls are used up")
    stage.refusal = None


@when("the key {key:Name} makes {number:Count} request(s)")
def makes_requests(driver: Driver, stage: Stage, key: str, number: int) -> None:
    stage.attempt(lambda: [request(driver, key) for _ in range(number)], tries=False)


@when("the key {key:Name} tries to make 1 request")
def tries_request(driver: Driver, stage: Stage, key: str) -> None:
    stage.attempt(lambda: request(driver, key), tries=True)


@when("the key {key:Name} tries to make {number:Count} requests at the same moment")
def makes_requests_at_once(driver: Driver, stage: Stage, key: str, number: int) -> None:
    stage.rush([lambda: request(driver, key)] * number)


@then("the key is told to slow down")
def told_to_slow_down(stage: Stage) -> None:
    check(stage.refusal, "to slow down")


@then("the key is told to come again in {span:Span}")
def told_to_come_again(stage: Stage, span: int) -> None:
    expect("to come again in {} seconds", found=stage.refused().come_again_in, wanted=span)
