"""The audit log."""

from tests.features.driver import AuditLine, Driver
from tests.features.language import given, then, when
from tests.features.stage import Stage
from tests.features.words import Key, Person


def log(driver: Driver, company: str, **filters: str) -> tuple[AuditLine, ...]:
    return driver.audit(driver.owner_of(company), company, action=filters.get("action"))


def new_lines(driver: Driver, stage: Stage, company: str) -> tuple[AuditLine, ...]:
    lines = log(driver, company)
    return lines[: len(lines) - len(stage.log_before)]


@given("{who:Person} has looked at the audit log of {company:Company}")
def has_looked(driver: Driver, stage: Stage, who: Person, company: str) -> None:
    stage.log_before = driver.audit(who, company)


@when("{who:Person} reads the audit log of {company:Company}")
def reads(driver: Driver, stage: Stage, who: Person, company: str) -> None:
    stage.attempt(lambda: driver.audit(who, company), tries=False)


@when("{who:Person} reads the lines {action:Name} of the audit log of {company:Company}")
def reads_action(driver: Driver, stage: Stage, who: Person, action: str, company: str) -> None:
    stage.attempt(lambda: driver.audit(who, company, action=action), tries=False)


@when("{who:Person} reads the lines of {person:Person} in the audit log of {company:Company}")
def reads_person(driver: Driver, stage: Stage, who: Person, person: Person, company: str) -> None:
    stage.attempt(lambda: driver.audit(who, company, person=person), tries=False)


@then("the audit log of {company:Company} has one new line, {action:Name} by {who:Person}")
def has_one_new_line(driver: Driver, stage: Stage, company: str, action: str, who: Person) -> None:
    assert [(line.action, line.actor) for line in new_lines(driver, stage, company)] == [(action, who.name)]


@then("the audit log of {company:Company} has no new line")
def has_no_new_line(driver: Driver, stage: Stage, company: str) -> None:
    assert new_lines(driver, stage, company) == ()


@then("the audit log of {company:Company} has no new line of a change")
def has_no_new_change(driver: Driver, stage: Stage, company: str) -> None:
    assert [line for line in new_lines(driver, stage, company) if line.kind == "changed"] == []


@then("the audit log of {company:Company} begins with {first:Name} and {second:Name}")
def begins_with(driver: Driver, company: str, first: str, second: str) -> None:
    assert [line.action for line in log(driver, company)[:2]] == [first, second]


@then("the audit log of {company:Company} says nothing about {person:Person}")
def says_nothing_about(driver: Driver, company: str, person: Person) -> None:
    assert [line for line in log(driver, company) if line.actor == person.name] == []


@then("the audit log of {company:Company} says nothing about a project")
def says_nothing_of_projects(driver: Driver, company: str) -> None:
    assert [line for line in log(driver, company) if line.action.startswith("project.")] == []


@then("the audit log of {company:Company} tells of {action:Name} by the operator")
def tells_of_operator(driver: Driver, company: str, action: str) -> None:
    assert (action, "operator") in {(line.action, line.actor) for line in log(driver, company)}


@then("the audit log of {company:Company} tells of {number:Count} warning about usage")
def tells_of_warning(driver: Driver, company: str, number: int) -> None:
    warnings = [line for line in log(driver, company) if line.action == "threshold.reached"]
    assert len(warnings) == number
    assert {line.kind for line in warnings} == {"observed"}


@then("the audit log of {company:Company} tells of an attempt by {person:Person} on another company")
def tells_of_attempt(driver: Driver, company: str, person: Person) -> None:
    observed = [line for line in log(driver, company) if line.kind == "observed"]
    assert person.name in {line.actor for line in observed}


@then("the newest line says that the {field:Word} went from {old:Word} to {new:Words}")
def newest_says(driver: Driver, field: str, old: str, new: str) -> None:
    newest, *_ = log(driver, "Acme")
    assert newest.changes[field] == (old, new)


@then("the log tells of {person:Person} alone")
def tells_alone(stage: Stage, person: Person) -> None:
    assert {line.actor for line in stage.got(tuple)} == {person.name}


@then("the log tells of {person:Person}")
def tells_of(stage: Stage, person: Person) -> None:
    assert person.name in {line.actor for line in stage.got(tuple)}


@then("the log has {number:Count} line(s)")
def has_lines(stage: Stage, number: int) -> None:
    assert len(stage.got(tuple)) == number


@then("the log does not show the secret of {key:Name}")
def hides_secret(driver: Driver, stage: Stage, key: str) -> None:
    secret = driver.secret(Key(key))
    assert stage.got(tuple)
    assert [line for line in stage.got(tuple) if secret in line.text] == []


@then("the log does not show what {person:Person} got by mail")
def hides_token(driver: Driver, stage: Stage, person: Person) -> None:
    (mail,) = driver.mails(person)
    assert mail.token
    assert [line for line in stage.got(tuple) if mail.token in line.text] == []
