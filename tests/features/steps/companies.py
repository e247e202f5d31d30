"""Companies: who owns them, their page, their end and their standing."""

from tests.features.differences import expect, holds, limit_in_words
from tests.features.driver import CompanyPage, Contract, Driver
from tests.features.language import given, then, when
from tests.features.stage import Stage
from tests.features.words import Person


def found(driver: Driver, owner: Person, company: str, plan: str) -> None:
    """Let somebody own a company whose plan is in force: granted, as choosing one begins with a trial."""
    driver.sign_up(owner, company, plan if plan != "enterprise" else "free")
    driver.accept(owner, company)
    grant(driver, company, plan)


def grant(driver: Driver, company: str, plan: str) -> None:
    if plan != "free":
        driver.operator_moves(company, plan, Contract() if plan == "enterprise" else None)


@given("{owner:Person} owns {company:Company}, on the {plan:Plan} plan")
def owns(driver: Driver, owner: Person, company: str, plan: str) -> None:
    found(driver, owner, company, plan)


@given("{owner:Person} owns {company:Company}, on the {plan:Plan} plan, with the project(s) {projects:Names}")
def owns_with_projects(driver: Driver, owner: Person, company: str, plan: str, projects: tuple[str, ...]) -> None:
    found(driver, owner, company, plan)
    for project in projects:
        driver.start(owner, company, project)


@given("{owner:Person} also owns {company:Company}, on the {plan:Plan} plan")
def also_owns(driver: Driver, owner: Person, company: str, plan: str) -> None:
    driver.sign_up(owner, company, plan, signed_in_as=owner)
    grant(driver, company, plan)


@given("{owner:Person} owns {company:Company}, on the {plan:Plan} plan, with overage up to {cap:Money} a month")
def owns_with_overage(driver: Driver, owner: Person, company: str, plan: str, cap: int) -> None:
    found(driver, owner, company, plan)
    driver.change_settings(owner, company, {"overage": {"enabled": True, "spend_cap_cents": cap}})


@given("{owner:Person} owns {company:Company}, whose contract allows {calls:Count} API calls a month")
def owns_with_calls(driver: Driver, owner: Person, company: str, calls: int) -> None:
    found(driver, owner, company, "free")
    driver.operator_moves(company, "enterprise", Contract(api_calls=calls))


@given("{owner:Person} owns {company:Company}, whose contract allows {records:Count} usage records a month")
def owns_with_records(driver: Driver, owner: Person, company: str, records: int) -> None:
    found(driver, owner, company, "free")
    driver.operator_moves(company, "enterprise", Contract(records=records))


@given("{owner:Person} owns {company:Company}, whose contract allows {requests:Count} requests a minute")
def owns_with_requests(driver: Driver, owner: Person, company: str, requests: int) -> None:
    found(driver, owner, company, "free")
    driver.operator_moves(company, "enterprise", Contract(requests_per_minute=requests))


@when("{who:Person} reads the company page of {company:Company}")
@when("{who:Person} reads the limits of {company:Company}")
def reads_page(driver: Driver, stage: Stage, who: Person, company: str) -> None:
    stage.attempt(lambda: driver.page(who, company), tries=False)


@then("the plan allows {seats:Limit} seats")
def plan_allows_seats(stage: Stage, seats: int | None) -> None:
    expect("{} seats", found=stage.got(CompanyPage).seats, wanted=seats, worded=limit_in_words)


@then("the plan allows {projects:Limit} projects")
def plan_allows_projects(stage: Stage, projects: int | None) -> None:
    expect("{} projects", found=stage.got(CompanyPage).projects, wanted=projects, worded=limit_in_words)


@then("{company:Company} is on the {plan:Plan} plan")
def is_on_plan(driver: Driver, company: str, plan: str) -> None:
    expect("the {} plan", found=driver.page(driver.owner_of(company), company).plan, wanted=plan)


def expect_status(driver: Driver, company: str, status: str) -> None:
    expect(f"{company} to be {{}}", found=driver.page(driver.owner_of(company), company).status, wanted=status)


@then("{company:Company} is active")
def is_active(driver: Driver, company: str) -> None:
    expect_status(driver, company, "active")


@then("{company:Company} is restricted to reading and putting things in order")
def is_restricted_to_order(driver: Driver, company: str) -> None:
    page = driver.page(driver.owner_of(company), company)
    expect("a company that is {}", found=page.status, wanted="restricted")
    holds("more than its plan allows" in (page.reason or ""), "a reason", page.reason or "none")


@then("{company:Company} is closing")
def is_closing(driver: Driver, company: str) -> None:
    expect_status(driver, company, "closing")


@then("{company:Company} is suspended")
def is_suspended(driver: Driver, company: str) -> None:
    expect_status(driver, company, "suspended")


@then("the page says that {company:Company} is suspended because of {reason:Name}")
def page_says_why(stage: Stage, company: str, reason: str) -> None:
    page = stage.got(CompanyPage)
    expect(
        "the page to say {}",
        found=(page.name, page.status, page.reason or "for no reason"),
        wanted=(company, "suspended", reason),
    )


@given("{who:Person} has closed {company:Company}")
def has_closed(driver: Driver, who: Person, company: str) -> None:
    driver.close(who, company)


@given("{who:Person} has reopened {company:Company}")
def has_reopened(driver: Driver, who: Person, company: str) -> None:
    driver.reopen(who, company)


@when("{who:Person} [closes|tries to close] {company:Company}")
def closes(driver: Driver, stage: Stage, who: Person, company: str, tries: bool) -> None:
    stage.attempt(lambda: driver.close(who, company), tries=tries)


@when("{who:Person} reopens {company:Company}")
def reopens(driver: Driver, stage: Stage, who: Person, company: str) -> None:
    stage.attempt(lambda: driver.reopen(who, company), tries=False)


@when("{who:Person} renames {company:Company} {name:Name}")
def renames(driver: Driver, stage: Stage, who: Person, company: str, name: str) -> None:
    stage.attempt(lambda: driver.rename(who, company, name), tries=False)
