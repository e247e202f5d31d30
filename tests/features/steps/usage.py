"""Recording usage, and reading what was counted."""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from tests.features.differences import bytes_in_words, expect, quantity_of, words_of
from tests.features.driver import Driver, Entry, Receipt
from tests.features.language import given, then, when
from tests.features.stage import Stage
from tests.features.words import Key, Meter, Person, Usage, stored

PLENTY_CENTS = 100_000


def record(driver: Driver, entry: Entry) -> Receipt:
    """Record as the owner of the project's company."""
    return driver.record(driver.owner_of(driver.company_of(entry.project)), entry)


def used_by_company(driver: Driver, company: str, meter: Meter, month: str | None = None) -> Decimal:
    return driver.report(driver.owner_of(company), company, month).lines[meter].used


def used_by_project(driver: Driver, project: str, meter: Meter, month: str | None = None) -> Decimal:
    company = driver.company_of(project)
    report = driver.report(driver.owner_of(company), company, month)
    return report.used.get(project, {}).get(meter, Decimal(0))


def expect_used(wanted: Usage, found: Decimal) -> None:
    expect("{}", found=found, wanted=wanted.quantity, worded=quantity_of(wanted.meter))


def receipt_in_words(receipt: Receipt | None) -> str:
    if receipt is None:
        return "none"
    quantity = quantity_of(receipt.usage.meter)(receipt.usage.quantity)
    return f"{quantity} as the record {receipt.record} on {words_of(receipt.moment)}"


@given("{project:Name} has used {usage:Usage}")
def has_used(driver: Driver, project: str, usage: Usage) -> None:
    record(driver, Entry(project, usage))


@given("{project:Name} has used {usage:Usage} as of {moment:Moment}")
def has_used_late(driver: Driver, project: str, usage: Usage, moment: datetime) -> None:
    record(driver, Entry(project, usage, moment=moment))


@given("{company:Company} has the project {project:Name}, which has used {usage:Usage} with overage")
def has_used_beyond(driver: Driver, company: str, project: str, usage: Usage) -> None:
    driver.change_settings(
        driver.owner_of(company), company, {"overage": {"enabled": True, "spend_cap_cents": PLENTY_CENTS}}
    )
    driver.start(driver.owner_of(company), company, project)
    record(driver, Entry(project, usage))


@given("{company:Company} has used up its API calls")
def has_used_up(driver: Driver, company: str) -> None:
    driver.start(driver.owner_of(company), company, "Everything")
    record(driver, Entry("Everything", Usage("api_call", Decimal(10_000))))


@given("each project of {company:Company} has used {usage:Usage}")
def each_has_used(driver: Driver, company: str, usage: Usage) -> None:
    for project in driver.projects(driver.owner_of(company), company):
        record(driver, Entry(project, usage))


@given("{project:Name} was refused {usage:Usage}")
def was_refused(driver: Driver, stage: Stage, project: str, usage: Usage) -> None:
    stage.attempt(lambda: record(driver, Entry(project, usage)), tries=True)
    stage.refused()
    stage.refusal = None


@when("{project:Name} [uses|tries to use] {usage:Usage}")
def uses(driver: Driver, stage: Stage, project: str, usage: Usage, tries: bool) -> None:
    stage.attempt(lambda: record(driver, Entry(project, usage)), tries=tries)


@when("{project:Name} [uses|tries to use] {usage:Usage} as of {moment:Moment}")
def uses_late(driver: Driver, stage: Stage, project: str, usage: Usage, moment: datetime, tries: bool) -> None:
    stage.attempt(lambda: record(driver, Entry(project, usage, moment=moment)), tries=tries)


@when("{project:Name} tries to use {usage:Usage} {number:Count} times at the same moment")
def uses_often(driver: Driver, stage: Stage, project: str, usage: Usage, number: int) -> None:
    driver.page(driver.owner_of(driver.company_of(project)), driver.company_of(project))
    stage.rush([lambda: record(driver, Entry(project, usage))] * number)


@then("{company:Company} has used {usage:Usage}")
def company_has_used(driver: Driver, company: str, usage: Usage) -> None:
    expect_used(usage, used_by_company(driver, company, usage.meter))


@then("{project:Name} has used {usage:Usage}")
def project_has_used(driver: Driver, project: str, usage: Usage) -> None:
    expect_used(usage, used_by_project(driver, project, usage.meter))


@then("{project:Name} has used {usage:Usage} in {month:Month}")
def project_had_used(driver: Driver, project: str, usage: Usage, month: str) -> None:
    expect_used(usage, used_by_project(driver, project, usage.meter, month))


@given("{project:Name} holds {bytes_held:Size}")
def holds(driver: Driver, project: str, bytes_held: int) -> None:
    record(driver, Entry(project, stored(bytes_held)))


@when("{project:Name} [reports|tries to report] {bytes_held:Size} of storage")
def reports(driver: Driver, stage: Stage, project: str, bytes_held: int, tries: bool) -> None:
    stage.attempt(lambda: record(driver, Entry(project, stored(bytes_held))), tries=tries)


@when("{project:Name} tries to report {bytes_held:Size} of storage as of {moment:Moment}")
def reports_late(driver: Driver, stage: Stage, project: str, bytes_held: int, moment: datetime) -> None:
    stage.attempt(lambda: record(driver, Entry(project, stored(bytes_held), moment=moment)), tries=True)


@when("each of the projects tries to report {bytes_held:Size} of storage at the same moment")
def each_reports(driver: Driver, stage: Stage, bytes_held: int) -> None:
    projects = driver.projects(driver.owner_of("Acme"), "Acme")
    entries = [Entry(project, stored(bytes_held)) for project in projects]
    stage.rush([partial(record, driver, entry) for entry in entries])


@then("{company:Company} holds {bytes_held:Size}")
def company_holds(driver: Driver, company: str, bytes_held: int) -> None:
    found = used_by_company(driver, company, "storage")
    expect("{}", found=found, wanted=Decimal(bytes_held), worded=bytes_in_words)


@given("{project:Name} has sent the record {name:Name} of {usage:Usage}")
def has_sent(driver: Driver, stage: Stage, project: str, name: str, usage: Usage) -> None:
    stage.first_receipt = record(driver, Entry(project, usage, name))


@given("{project:Name} was refused the record {name:Name} of {usage:Usage}")
def was_refused_record(driver: Driver, stage: Stage, project: str, name: str, usage: Usage) -> None:
    stage.attempt(lambda: record(driver, Entry(project, usage, name)), tries=True)
    stage.refused()
    stage.refusal = None


@when("{project:Name} [sends|tries to send] the record {name:Name} of {usage:Usage}")
def sends(driver: Driver, stage: Stage, project: str, name: str, usage: Usage, tries: bool) -> None:
    stage.attempt(lambda: record(driver, Entry(project, usage, name)), tries=tries)


@when("{project:Name} tries to send the record {name:Name} of {usage:Usage} {number:Count} times at the same moment")
def sends_often(driver: Driver, stage: Stage, project: str, name: str, usage: Usage, number: int) -> None:
    driver.page(driver.owner_of(driver.company_of(project)), driver.company_of(project))
    stage.rush([lambda: record(driver, Entry(project, usage, name))] * number)


@then("the answer is the same as the first time")
def same_answer(stage: Stage) -> None:
    same: Receipt | None = stage.got(Receipt)
    expect("the answer of the first time, {}", found=same, wanted=stage.first_receipt, worded=receipt_in_words)


@given("{project:Name} has corrected the record {name:Name} by {usage:Usage}")
def has_corrected(driver: Driver, project: str, name: str, usage: Usage) -> None:
    record(driver, Entry(project, usage, "correction", corrects=name))


@given("{project:Name} has, a day later, corrected the record {name:Name} by {usage:Usage}")
def has_corrected_later(driver: Driver, project: str, name: str, usage: Usage) -> None:
    driver.move_to(driver.now() + timedelta(days=1))
    record(driver, Entry(project, usage, "correction", corrects=name))


@when("{project:Name} [corrects|tries to correct] the record {name:Name} by {usage:Usage}")
def corrects(driver: Driver, stage: Stage, project: str, name: str, usage: Usage, tries: bool) -> None:
    stage.attempt(lambda: record(driver, Entry(project, usage, corrects=name)), tries=tries)


@when("{project:Name} tries to correct the record {name:Name} by {usage:Usage} {number:Count} times at the same moment")
def corrects_often(driver: Driver, stage: Stage, project: str, name: str, usage: Usage, number: int) -> None:
    driver.page(driver.owner_of(driver.company_of(project)), driver.company_of(project))
    stage.rush([lambda: record(driver, Entry(project, usage, corrects=name))] * number)


@when("{who:Person} tries to correct the record {name:Name} of {project:Name} by {usage:Usage}")
def person_corrects(driver: Driver, stage: Stage, who: Person, name: str, project: str, usage: Usage) -> None:
    stage.attempt(lambda: driver.record(who, Entry(project, usage, corrects=name)), tries=True)


@when("the key {key:Name} [corrects|tries to correct] the record {name:Name} of {project:Name} by {usage:Usage}")
def key_corrects(driver: Driver, stage: Stage, key: str, name: str, project: str, usage: Usage, tries: bool) -> None:
    stage.attempt(lambda: driver.record(Key(key), Entry(project, usage, corrects=name)), tries=tries)


@when("{project:Name} sends that correction of the record {name:Name} by {usage:Usage} again")
def corrects_again(driver: Driver, stage: Stage, project: str, name: str, usage: Usage) -> None:
    again = Entry(project, usage, "correction", corrects=name)
    stage.attempt(lambda: record(driver, again), tries=False)


@when("{who:Person} tries to record {usage:Usage} on {project:Name}")
def person_records(driver: Driver, stage: Stage, who: Person, usage: Usage, project: str) -> None:
    stage.attempt(lambda: driver.record(who, Entry(project, usage)), tries=True)


@when("the key {key:Name} [records|tries to record] {usage:Usage} on {project:Name}")
def key_records(driver: Driver, stage: Stage, key: str, usage: Usage, project: str, tries: bool) -> None:
    stage.attempt(lambda: driver.record(Key(key), Entry(project, usage)), tries=tries)


@when("the key {key:Name}, with its former secret, tries to record {usage:Usage} on {project:Name}")
def former_key_records(driver: Driver, stage: Stage, key: str, usage: Usage, project: str) -> None:
    stage.attempt(lambda: driver.record(Key(key, "former"), Entry(project, usage)), tries=True)


@when("the key {key:Name}, mistyped, tries to record {usage:Usage} on {project:Name}")
def mistyped_key_records(driver: Driver, stage: Stage, key: str, usage: Usage, project: str) -> None:
    stage.attempt(lambda: driver.record(Key(key, "mistyped"), Entry(project, usage)), tries=True)
