"""Everyday deeds, tried by this one and that one."""

from tests.features.deeds import Deed
from tests.features.driver import Driver
from tests.features.language import when
from tests.features.stage import Stage
from tests.features.words import Key, Person


@when("{who:Person} tries to {deed:Deed}")
def tries(driver: Driver, stage: Stage, who: Person, deed: Deed) -> None:
    stage.attempt(lambda: deed(driver, who, "Acme"), tries=True)


@when("{who:Person} tries to {deed:Deed} of {company:Company}")
def tries_at(driver: Driver, stage: Stage, who: Person, deed: Deed, company: str) -> None:
    stage.attempt(lambda: deed(driver, who, company), tries=True)


@when("{who:Person} tries to {deed:Deed}, asking at {company:Company}")
def tries_asking(driver: Driver, stage: Stage, who: Person, deed: Deed, company: str) -> None:
    stage.attempt(lambda: deed(driver, who, company), tries=True)


@when("{who:Person}, still signed in, tries to {deed:Deed} of {company:Company}")
def tries_still_signed_in(driver: Driver, stage: Stage, who: Person, deed: Deed, company: str) -> None:
    still = Person(who.name, still_signed_in=True)
    stage.attempt(lambda: deed(driver, still, company), tries=True)


@when("{who:Person} does this: {deed:Deed}")
def does(driver: Driver, stage: Stage, who: Person, deed: Deed) -> None:
    stage.attempt(lambda: deed(driver, who, "Acme"), tries=False)


@when("{who:Person} tries to read a project that nobody has")
def reads_nothing(driver: Driver, stage: Stage, who: Person) -> None:
    stage.attempt(lambda: driver.team(who, driver.works_for(who), "a project that nobody has"), tries=True)


@when("the key {key:Name} tries to {deed:KeyDeed}")
def key_tries(driver: Driver, stage: Stage, key: str, deed: Deed) -> None:
    stage.attempt(lambda: deed(driver, Key(key), driver.company_of(key)), tries=True)
