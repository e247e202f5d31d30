"""The users of a company: their seats and roles."""

from tests.features.differences import expect
from tests.features.driver import Driver
from tests.features.language import given, then, when
from tests.features.stage import Stage
from tests.features.words import Person


@given("{person:Person} is {role:Role} of {company:Company}")
def is_user(driver: Driver, person: Person, role: str, company: str) -> None:
    driver.invite(driver.owner_of(company), company, person, role)
    driver.accept(person, company)


@given("{people:People} are members of {company:Company}")
def are_members(driver: Driver, people: tuple[Person, ...], company: str) -> None:
    for person in people:
        is_user(driver, person, "member", company)


@given("{person:Person}, of elsewhere.example, is {role:Role} of {company:Company}")
def is_user_from_elsewhere(driver: Driver, person: Person, role: str, company: str) -> None:
    is_user(driver, person, role, company)


@given("{company:Company} has suspended {person:Person}")
def has_suspended(driver: Driver, company: str, person: Person) -> None:
    driver.suspend(driver.owner_of(company), company, person)


@given("{who:Person} has suspended {person:Person} at {company:Company}")
def has_suspended_somebody(driver: Driver, who: Person, person: Person, company: str) -> None:
    driver.suspend(who, company, person)


@given("{who:Person} has let {person:Person} back in at {company:Company}")
def has_let_in(driver: Driver, who: Person, person: Person, company: str) -> None:
    driver.let_back_in(who, company, person)


@given("{who:Person} has made {person:Person} {role:Role} of {company:Company}")
def has_made(driver: Driver, who: Person, person: Person, role: str, company: str) -> None:
    driver.change_role(who, company, person, role)


@given("{who:Person} has removed {person:Person} from {company:Company}")
def has_removed(driver: Driver, who: Person, person: Person, company: str) -> None:
    driver.remove(who, company, person)


@given("{who:Person} has handed {company:Company} over to {to:Person}")
def has_handed_over(driver: Driver, who: Person, company: str, to: Person) -> None:
    driver.hand_over(who, company, to)


@when("{who:Person} [makes|tries to make] {person:Person} {role:Role} of {company:Company}")
def makes(driver: Driver, stage: Stage, who: Person, person: Person, role: str, company: str, tries: bool) -> None:
    stage.attempt(lambda: driver.change_role(who, company, person, role), tries=tries)


@when("{who:Person} [suspends|tries to suspend] {person:Person} at {company:Company}")
def suspends(driver: Driver, stage: Stage, who: Person, person: Person, company: str, tries: bool) -> None:
    stage.attempt(lambda: driver.suspend(who, company, person), tries=tries)


@when("{who:Person} lets {person:Person} back in at {company:Company}")
def lets_in(driver: Driver, stage: Stage, who: Person, person: Person, company: str) -> None:
    stage.attempt(lambda: driver.let_back_in(who, company, person), tries=False)


@when("{who:Person} [removes|tries to remove] {person:Person} from {company:Company}")
def removes(driver: Driver, stage: Stage, who: Person, person: Person, company: str, tries: bool) -> None:
    stage.attempt(lambda: driver.remove(who, company, person), tries=tries)


@when("{one:Person} and {other:Person} try to leave {company:Company} at the same moment")
def leave_together(driver: Driver, stage: Stage, one: Person, other: Person, company: str) -> None:
    driver.page(one, company)
    driver.page(other, company)
    stage.rush([lambda: driver.remove(one, company, one), lambda: driver.remove(other, company, other)])


@when("{who:Person} [hands|tries to hand] {company:Company} over to {to:Person}")
def hands_over(driver: Driver, stage: Stage, who: Person, company: str, to: Person, tries: bool) -> None:
    stage.attempt(lambda: driver.hand_over(who, company, to), tries=tries)


@then("{person:Person} is {role:Role} of {company:Company}")
def has_role(driver: Driver, person: Person, role: str, company: str) -> None:
    found = driver.companies_of(person).get(company, "nobody there")
    expect(f"{person.name} to be {{}}", found=found, wanted=role)


@then("{company:Company} has filled {seats:Count} seat(s)")
def has_filled_seats(driver: Driver, company: str, seats: int) -> None:
    expect("{} seats", found=driver.seats_filled(company), wanted=seats)


@then("{who:Person} is told of the key {key:Name}")
def told_of_key(stage: Stage, who: Person, key: str) -> None:
    expect(f"{who.name} to learn of the key {{}}", found=stage.got(tuple), wanted=(key,))
