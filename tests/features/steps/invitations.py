"""Invitations: asking people in, and coming in."""

from datetime import timedelta
from functools import partial

from tests.features.differences import expect
from tests.features.driver import WRONG_PASSWORD, Driver
from tests.features.language import given, then, when
from tests.features.refusals import check, refusal_in_words
from tests.features.stage import Stage
from tests.features.words import Person


def guests(number: int) -> tuple[Person, ...]:
    return tuple(Person(f"Guest{n}") for n in range(number))


@given("{company:Company} has invited {invitee:Person} as {role:Role}")
def has_invited(driver: Driver, company: str, invitee: Person, role: str) -> None:
    driver.invite(driver.owner_of(company), company, invitee, role)


@given("{company:Company} has invited {invitee:Person} as {role:Role} with the project {project:Name}")
def has_invited_with(driver: Driver, company: str, invitee: Person, role: str, project: str) -> None:
    driver.invite(driver.owner_of(company), company, invitee, role, (project,))


@given("{company:Company} has invited {invitee:Person} without a role")
@given("{company:Company} has invited {invitee:Person}, of elsewhere.example")
def has_invited_plainly(driver: Driver, company: str, invitee: Person) -> None:
    driver.invite(driver.owner_of(company), company, invitee, None)


@given("{company:Company} has invited {number:Count} people")
def has_invited_many(driver: Driver, company: str, number: int) -> None:
    answers = driver.invite_together(driver.owner_of(company), company, guests(number))
    expect("answers that refuse {}", found={each for each in answers if each}, wanted=set())


@given("{who:Person} has sent the invitation of {invitee:Person} to {company:Company} again after {span:Span}")
def has_resent(driver: Driver, who: Person, invitee: Person, company: str, span: int) -> None:
    driver.move_to(driver.now() + timedelta(seconds=span))
    driver.send_invitation_again(who, company, invitee)


@given("{who:Person} has revoked the invitation of {invitee:Person} to {company:Company}")
def has_revoked(driver: Driver, who: Person, invitee: Person, company: str) -> None:
    driver.revoke_invitation(who, company, invitee)


@given("{who:Person} has accepted the invitation to {company:Company}")
def has_accepted(driver: Driver, who: Person, company: str) -> None:
    driver.accept(who, company)


@when("{who:Person} [invites|tries to invite] {invitee:Person} to {company:Company} as {role:Role}")
def invites(driver: Driver, stage: Stage, who: Person, invitee: Person, company: str, role: str, tries: bool) -> None:
    stage.attempt(lambda: driver.invite(who, company, invitee, role), tries=tries)


@when(
    "{who:Person} tries to invite {invitee:Person} to {company:Company} as {role:Role} with the project {project:Name}"
)
def invites_with(
    driver: Driver, stage: Stage, who: Person, invitee: Person, company: str, role: str, project: str
) -> None:
    stage.attempt(lambda: driver.invite(who, company, invitee, role, (project,)), tries=True)


@when("{who:Person} tries to invite {invitee:Person}, of {domain:Word}, to {company:Company}")
def invites_from(driver: Driver, stage: Stage, who: Person, invitee: Person, domain: str, company: str) -> None:
    stage.attempt(lambda: driver.invite(who, company, invitee, "member"), tries=True)


@when("{who:Person} invites {invitees:People} together to {company:Company}")
def invites_together(driver: Driver, stage: Stage, who: Person, invitees: tuple[Person, ...], company: str) -> None:
    def invite() -> dict[str, object]:
        answers = driver.invite_together(who, company, invitees)
        return {invitee.name: answer for invitee, answer in zip(invitees, answers, strict=True)}

    stage.attempt(invite, tries=False)


@then("{invitees:People} are invited")
def are_invited(stage: Stage, invitees: tuple[Person, ...]) -> None:
    answers: dict[str, object] = stage.got(dict)
    for invitee in invitees:
        expect(f"{invitee.name} to meet {{}}", found=answers.get(invitee.name), wanted=None, worded=refusal_in_words)


@then("{invitee:Person} is refused, because {phrase:Words}")
def is_refused_because(stage: Stage, invitee: Person, phrase: str) -> None:
    answers: dict[str, object] = stage.got(dict)
    check(answers.get(invitee.name), phrase)


@when("{who:Person} tries to invite {number:Count} people to {company:Company} at the same moment")
def invites_crowd(driver: Driver, stage: Stage, who: Person, number: int, company: str) -> None:
    stage.rush([partial(driver.invite, who, company, guest, "member") for guest in guests(number)])


@when("{who:Person} tries to invite {invitee:Person} to {company:Company} {number:Count} times at the same moment")
def invites_often(driver: Driver, stage: Stage, who: Person, invitee: Person, company: str, number: int) -> None:
    stage.rush([lambda: driver.invite(who, company, invitee, "member")] * number)


@when("{who:Person} sends the invitation of {invitee:Person} to {company:Company} again")
def resends(driver: Driver, stage: Stage, who: Person, invitee: Person, company: str) -> None:
    stage.attempt(lambda: driver.send_invitation_again(who, company, invitee), tries=False)


@when("{who:Person} revokes the invitation of {invitee:Person} to {company:Company}")
def revokes(driver: Driver, stage: Stage, who: Person, invitee: Person, company: str) -> None:
    stage.attempt(lambda: driver.revoke_invitation(who, company, invitee), tries=False)


@when("{who:Person} lists the invitations of {company:Company}")
def lists(driver: Driver, stage: Stage, who: Person, company: str) -> None:
    stage.attempt(lambda: driver.invitations(who, company), tries=False)


@when("{who:Person} [accepts|tries to accept] the invitation to {company:Company}")
def accepts(driver: Driver, stage: Stage, who: Person, company: str, tries: bool) -> None:
    stage.attempt(lambda: driver.accept(who, company), tries=tries)


@when("{who:Person} tries to accept the invitation to {company:Company} with the password {password:Name}")
def accepts_with(driver: Driver, stage: Stage, who: Person, company: str, password: str) -> None:
    stage.attempt(lambda: driver.accept(who, company, password=password), tries=True)


@when("{who:Person} tries to accept the invitation to {company:Company} {number:Count} times at the same moment")
def accepts_often(driver: Driver, stage: Stage, who: Person, company: str, number: int) -> None:
    stage.rush([lambda: driver.accept(who, company)] * number)


@when("{who:Person}, signed in, tries to accept the invitation of {invitee:Person} to {company:Company}")
def accepts_for_other(driver: Driver, stage: Stage, who: Person, invitee: Person, company: str) -> None:
    stage.attempt(lambda: driver.accept(invitee, company, signed_in_as=who), tries=True)


@when("{who:Person} tries to accept the invitation of {invitee:Person} to {company:Company} with a wrong password")
def accepts_wrongly(driver: Driver, stage: Stage, who: Person, invitee: Person, company: str) -> None:
    stage.attempt(lambda: driver.accept(invitee, company, password=WRONG_PASSWORD), tries=True)


@when("{who:Person} tries to accept an invitation that nobody sent")
def accepts_nothing(driver: Driver, stage: Stage, who: Person) -> None:
    stage.attempt(lambda: driver.accept_what_nobody_sent(who), tries=True)
