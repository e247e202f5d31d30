"""Many usage records at once."""

from datetime import datetime

from tests.features.differences import expect, only
from tests.features.driver import Driver, Entry
from tests.features.language import given, then, when
from tests.features.refusals import check
from tests.features.stage import Stage
from tests.features.words import Key, Usage, moment, usage

Table = list[list[str]]


def entries(project: str, datatable: Table) -> tuple[Entry, ...]:
    """Read a table of records; `project` is meant where no column says otherwise."""
    head, *rows = datatable
    return tuple(entry(project, dict(zip(head, row, strict=True))) for row in rows)


def entry(project: str, row: dict[str, str]) -> Entry:
    when_used: datetime | None = moment(row["moment"]) if "moment" in row else None
    return Entry(row.get("project", project), usage(row["usage"]), row["record"], when_used)


def alike(project: str, number: int, each: Usage, names: str = "r") -> tuple[Entry, ...]:
    return tuple(Entry(project, each, f"{names}-{n}") for n in range(number))


@given("{project:Name} has sent these records")
def has_sent(driver: Driver, project: str, datatable: Table) -> None:
    company = driver.company_of(project)
    driver.record_batch(driver.owner_of(company), company, entries(project, datatable))


@when("{project:Name} sends these records")
def sends(driver: Driver, stage: Stage, project: str, datatable: Table) -> None:
    company = driver.company_of(project)
    batch = entries(project, datatable)
    stage.attempt(lambda: driver.record_batch(driver.owner_of(company), company, batch), tries=False)


@when("{project:Name} [sends|tries to send] {number:Count} records of {each:Usage}")
def sends_many(driver: Driver, stage: Stage, project: str, number: int, each: Usage, tries: bool) -> None:
    company = driver.company_of(project)
    batch = alike(project, number, each)
    stage.attempt(lambda: driver.record_batch(driver.owner_of(company), company, batch), tries=tries)


@when("the key {key:Name} sends {number:Count} records of {each:Usage} on {project:Name} at once")
def key_sends_many(driver: Driver, stage: Stage, key: str, number: int, each: Usage, project: str) -> None:
    batch = alike(project, number, each)
    stage.attempt(lambda: driver.record_batch(Key(key), driver.company_of(project), batch), tries=False)


@when("two batches of {number:Count} records of {each:Usage} each arrive at the same moment for {project:Name}")
def two_batches(driver: Driver, stage: Stage, number: int, each: Usage, project: str) -> None:
    company = driver.company_of(project)
    owner = driver.owner_of(company)
    driver.page(owner, company)
    stage.rush(
        [
            lambda: driver.record_batch(owner, company, alike(project, number, each, "left")),
            lambda: driver.record_batch(owner, company, alike(project, number, each, "right")),
        ]
    )


@then("{number:Count} records are accepted")
@then("{number:Count} record is accepted")
def are_accepted(stage: Stage, number: int) -> None:
    expect("{} accepted records", found=sum(receipt.accepted for receipt in stage.batches()), wanted=number)


@then("{number:Count} records are known already")
@then("{number:Count} record is known already")
def are_known(stage: Stage, number: int) -> None:
    expect("{} records known already", found=sum(receipt.known for receipt in stage.batches()), wanted=number)


@then("record {position:Count} of the batch is refused, because {phrase:Words}")
def is_refused(stage: Stage, position: int, phrase: str) -> None:
    receipt = only(stage.batches(), "the answer to one batch")
    check(receipt.refused.get(position - 1), phrase)
