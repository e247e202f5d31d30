"""The audit log."""

from collections.abc import Sequence

from tests.features.differences import expect, fail, first, holds, only
from tests.features.driver import AuditLine, Driver
from tests.features.language import given, then, when
from tests.features.stage import Stage
from tests.features.words import Key, Person


def log(driver: Driver, company: str, **filters: str) -> tuple[AuditLine, ...]:
    return driver.audit(driver.owner_of(company), company, action=filters.get("action"))


def new_lines(driver: Driver, stage: Stage, company: str) -> tuple[AuditLine, ...]:
    lines = log(driver, company)
    return lines[: len(lines) - len(stage.log_before)]


def worded(line: AuditLine) -> str:
    return f"{line.action} by {line.actor}"


def none_of(wanted: str, lines: Sequence[AuditLine]) -> None:
    holds(not lines, wanted, [worded(line) for line in lines])


def shown(stage: Stage) -> tuple[AuditLine, ...]:
    """Return the lines that somebody has read, of which there must be some."""
    lines: tuple[AuditLine, ...] = stage.got(tuple)
    first(lines, "some lines")
    return lines


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
    found = [worded(line) for line in new_lines(driver, stage, company)]
    expect("the one new line {}", found=found, wanted=[f"{action} by {who.name}"])


@then("the audit log of {company:Company} has no new line")
def has_no_new_line(driver: Driver, stage: Stage, company: str) -> None:
    none_of("no new line", new_lines(driver, stage, company))


@then("the audit log of {company:Company} has no new line of a change")
def has_no_new_change(driver: Driver, stage: Stage, company: str) -> None:
    changes = [line for line in new_lines(driver, stage, company) if line.kind == "changed"]
    none_of("no new line of a change", changes)


@then("the audit log of {company:Company} begins with {first:Name} and {second:Name}")
def begins_with(driver: Driver, company: str, first: str, second: str) -> None:
    found = [line.action for line in log(driver, company)[:2]]
    expect("the log to begin with {}", found=found, wanted=[first, second])


@then("the audit log of {company:Company} says nothing about {person:Person}")
def says_nothing_about(driver: Driver, company: str, person: Person) -> None:
    lines = [line for line in log(driver, company) if line.actor == person.name]
    none_of(f"no line about {person.name}", lines)


@then("the audit log of {company:Company} says nothing about a project")
def says_nothing_of_projects(driver: Driver, company: str) -> None:
    none_of("no line about a project", [line for line in log(driver, company) if line.action.startswith("project.")])


@then("the audit log of {company:Company} tells of {action:Name} by the operator")
def tells_of_operator(driver: Driver, company: str, action: str) -> None:
    wanted = f"{action} by operator"
    found = {worded(line) for line in log(driver, company)}
    holds(wanted in found, f"a line {wanted}", found)


@then("the audit log of {company:Company} tells once of {action:Name}")
def tells_once(driver: Driver, company: str, action: str) -> None:
    expect(f"{{}} lines {action}", found=len(log(driver, company, action=action)), wanted=1)


@then("the audit log of {company:Company} tells of {number:Count} warning about usage")
def tells_of_warning(driver: Driver, company: str, number: int) -> None:
    warnings = [line for line in log(driver, company) if line.action == "threshold.reached"]
    expect("{} warnings", found=len(warnings), wanted=number)
    expect("warnings that are {}", found={line.kind for line in warnings}, wanted={"observed"})


@then("the audit log of {company:Company} tells of an attempt by {person:Person} on another company")
def tells_of_attempt(driver: Driver, company: str, person: Person) -> None:
    observed = [line for line in log(driver, company) if line.kind == "observed"]
    actors = {line.actor for line in observed}
    holds(person.name in actors, f"an attempt by {person.name}", actors)


@then("the newest line says that the {field:Word} went from {old:Word} to {new:Words}")
def newest_says(driver: Driver, field: str, old: str, new: str) -> None:
    newest = first(log(driver, "Acme"), "a line")
    changed: tuple[object, object] | None = (old, new)
    found = newest.changes.get(field)
    expect(f"the {field} to go from one to the other of {{}}", found=found, wanted=changed)


@then("the log tells of {person:Person} alone")
def tells_alone(stage: Stage, person: Person) -> None:
    expect("lines by {} alone", found={line.actor for line in stage.got(tuple)}, wanted={person.name})


@then("the log tells of {person:Person}")
def tells_of(stage: Stage, person: Person) -> None:
    actors = {line.actor for line in stage.got(tuple)}
    holds(person.name in actors, f"a line by {person.name}", actors)


@then("the log has {number:Count} line(s)")
def has_lines(stage: Stage, number: int) -> None:
    expect("{} lines", found=len(stage.got(tuple)), wanted=number)


@then("the log does not show the secret of {key:Name}")
def hides_secret(driver: Driver, stage: Stage, key: str) -> None:
    secret = driver.secret(Key(key))
    none_of(f"a log without the secret of {key}", [line for line in shown(stage) if secret in line.text])


@then("the log does not show what {person:Person} got by mail")
def hides_token(driver: Driver, stage: Stage, person: Person) -> None:
    mail = only(driver.mails(person), f"one mail to {person.name}")
    token = mail.token or fail("a mail with an invitation", "one without")
    none_of("a log without what was sent by mail", [line for line in shown(stage) if token in line.text])
