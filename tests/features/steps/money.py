"""Overage, cost, and the usage report."""

from contextlib import suppress
from decimal import Decimal

from tests.features.differences import dollars, expect, listed, quantity_of, several_dollars, words_of
from tests.features.driver import Driver, Entry, Refused, Report
from tests.features.language import given, then, when
from tests.features.stage import Stage
from tests.features.words import GIGABYTE, Key, Person, Usage, cents, number

Table = list[list[str]]


def overage(cap_cents: int | None) -> dict[str, object]:
    return {"overage": {"enabled": cap_cents is not None, "spend_cap_cents": cap_cents}}


@given("{who:Person} has allowed overage at {company:Company} up to {cap:Money} a month")
def has_allowed(driver: Driver, who: Person, company: str, cap: int) -> None:
    driver.change_settings(who, company, overage(cap))


@given("{who:Person} has forbidden overage at {company:Company}")
def has_forbidden(driver: Driver, who: Person, company: str) -> None:
    driver.change_settings(who, company, overage(None))


@given("{who:Person} has set a spend cap of {cap:Money} at {company:Company} without allowing overage")
def has_capped(driver: Driver, who: Person, company: str, cap: int) -> None:
    driver.change_settings(who, company, {"overage": {"enabled": False, "spend_cap_cents": cap}})


@given("{company:Company} has used up spend caps of {caps:Moneys}, each on the same day")
def has_used_up_caps(driver: Driver, company: str, caps: tuple[int, ...]) -> None:
    owner = driver.owner_of(company)
    for cap in caps:
        driver.change_settings(owner, company, overage(cap))
        with suppress(Refused):
            driver.record(owner, Entry("Website", Usage("compute", Decimal(10_000))))


@when("{who:Person} tries to allow overage at {company:Company} up to {cap:Money} a month")
def allows(driver: Driver, stage: Stage, who: Person, company: str, cap: int) -> None:
    stage.attempt(lambda: driver.change_settings(who, company, overage(cap)), tries=True)


@when("{who:Person} tries to allow overage at {company:Company} without a cap")
def allows_without_cap(driver: Driver, stage: Stage, who: Person, company: str) -> None:
    settings = {"overage": {"enabled": True, "spend_cap_cents": None}}
    stage.attempt(lambda: driver.change_settings(who, company, settings), tries=True)


@then("the usage of {company:Company} costs {cost:Money}")
def costs(driver: Driver, company: str, cost: int) -> None:
    expect(
        "a cost of {}", found=driver.report(driver.owner_of(company), company).total_cents, wanted=cost, worded=dollars
    )


@then("the usage of {company:Company} in {month:Month} costs {cost:Money}")
def cost_in(driver: Driver, company: str, month: str, cost: int) -> None:
    found = driver.report(driver.owner_of(company), company, month).total_cents
    expect("a cost of {}", found=found, wanted=cost, worded=dollars)


@then("{company:Company} may use {volume:Usage} in {month:Month}")
def may_use(driver: Driver, company: str, volume: Usage, month: str) -> None:
    lines = driver.report(driver.owner_of(company), company, month).lines
    included, wanted = lines[volume.meter].included, volume.quantity
    expect("{}", found=included, wanted=wanted, worded=quantity_of(volume.meter))


@when("the key {key:Name} reads the usage report of {company:Company}")
def key_reads(driver: Driver, stage: Stage, key: str, company: str) -> None:
    stage.attempt(lambda: driver.report(Key(key), company), tries=False)


@when("{who:Person} reads the usage report of {company:Company}")
def reads(driver: Driver, stage: Stage, who: Person, company: str) -> None:
    stage.attempt(lambda: driver.report(who, company), tries=False)


@when("{who:Person} [reads|tries to read] the usage report of {company:Company} for {month:Month}")
def reads_for(driver: Driver, stage: Stage, who: Person, company: str, month: str, tries: bool) -> None:
    stage.attempt(lambda: driver.report(who, company, month), tries=tries)


@then("the report shows")
def shows(stage: Stage, datatable: Table) -> None:
    report = stage.got(Report)
    _, *rows = datatable
    wanted = {
        meter: (quantity(used), quantity(included), quantity(beyond), cents(cost))
        for meter, used, included, beyond, cost in rows
    }
    expect("the meters {}", found=set(report.lines), wanted=set(wanted))
    for meter, line in report.lines.items():
        found = (line.used, line.included or Decimal(0), line.beyond, line.cents)
        expect(f"{meter} to read {{}}", found=found, wanted=wanted[meter], worded=line_in_words)


@then("the report shows the rates")
def shows_rates(stage: Stage, datatable: Table) -> None:
    lines = stage.got(Report).lines
    _, *rows = datatable
    wanted = {meter: number(rate.removeprefix("$")) for meter, rate in rows}
    expect("the rates {}", found={meter: line.rate for meter, line in lines.items()}, wanted=wanted)


def line_in_words(line: tuple[Decimal, Decimal, Decimal, int]) -> str:
    *amounts, cost = line
    return listed([*map(words_of, amounts), dollars(cost)])


def quantity(cell: str) -> Decimal:
    """Read a cell in the meter's own unit; sizes are in bytes."""
    amount, _, unit = cell.partition(" ")
    return number(amount) * (GIGABYTE if unit else 1)


@then("the report totals {total:Money}")
def totals(stage: Stage, total: int) -> None:
    report = stage.got(Report)
    expect("a total of {}", found=report.total_cents, wanted=total, worded=dollars)
    lines = sum(line.cents for line in report.lines.values())
    expect("lines of {} together", found=lines, wanted=total, worded=dollars)


@then("the plan costs {price:Money}")
def plan_costs(stage: Stage, price: int) -> None:
    expect("a plan for {}", found=stage.got(Report).plan_cents, wanted=price, worded=dollars)


@then("the rate for 1,000 API calls is {rate:Money}")
def rate_is(stage: Stage, rate: int) -> None:
    found = stage.got(Report).lines["api_call"].rate * 100
    expect("{} for 1,000 API calls", found=found, wanted=Decimal(rate), worded=dollars)


@then("the report tells of {project:Name} alone")
def tells_alone(stage: Stage, project: str) -> None:
    expect("a report of {} alone", found=set(stage.got(Report).used), wanted={project})


@then("the projects are charged {charges:Moneys}")
def are_charged(stage: Stage, charges: tuple[int, ...]) -> None:
    found = tuple(sorted(stage.got(Report).project_cents.values(), reverse=True))
    expect("projects charged {}", found=found, wanted=charges, worded=several_dollars)


@when("{who:Person} reads the days of {project:Name}")
def reads_days(driver: Driver, stage: Stage, who: Person, project: str) -> None:
    stage.attempt(lambda: driver.days(who, driver.company_of(project), project), tries=False)


@then("the days show {usage:Usage} on {day:Day} and {other_usage:Usage} on {other_day:Day}")
def days_show(stage: Stage, usage: Usage, day: str, other_usage: Usage, other_day: str) -> None:
    days: dict[tuple[str, str], Decimal] = stage.got(dict)
    wanted = {(day, usage.meter): usage.quantity, (other_day, other_usage.meter): other_usage.quantity}
    found = {shown: amount for shown, amount in days.items() if amount}
    expect("the days to show {}", found=found, wanted=wanted)
