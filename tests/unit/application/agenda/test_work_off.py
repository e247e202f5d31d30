"""Doing what is due: in order, once, and again where it failed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from application.actor import Actor
from application.agenda.work_off import WorkOff, back_off
from application.ports.agenda import Work, WorkKind
from application.ports.mailbox import MailUndelivered
from tests.unit.application.house import House, email


class FailingFirst:
    """Fails so many times, and then does its work."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.done: list[Work] = []

    def __call__(self, work: Work) -> None:
        if self.failures:
            self.failures -= 1
            raise MailUndelivered
        self.done.append(work)


def working(house: House, handler: Callable[[Work], None]) -> WorkOff:
    return WorkOff(house.agenda, house.clock, dict.fromkeys(WorkKind, handler), house.log)


def test_what_is_due_is_done_once(house: House) -> None:
    house.signed_up()

    assert house.work_off() == 1
    assert house.work_off() == 0
    assert len(house.mailbox.sent()) == 1


def test_work_that_fails_waits_longer_each_time(house: House) -> None:
    house.signed_up()
    mail = FailingFirst(failures=2)
    work_off = working(house, mail)

    assert work_off() == 0
    house.clock.advance(timedelta(seconds=1))
    assert work_off() == 0
    house.clock.advance(timedelta(seconds=1))
    assert work_off() == 0
    house.clock.advance(timedelta(seconds=1))
    assert work_off() == 1

    assert [work.attempts for work in mail.done] == [2]


def test_work_that_fails_does_not_keep_other_work_from_being_done(house: House) -> None:
    house.signed_up()
    house.signed_up("globex", "mallory")

    assert working(house, FailingFirst(failures=1))() == 1


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 1), (1, 2), (5, 32), (12, 3600), (1_000, 3600)])
def test_nothing_waits_longer_than_an_hour(attempts: int, seconds: int) -> None:
    assert back_off(attempts) == timedelta(seconds=seconds)


def test_a_token_that_was_replaced_is_not_mailed(house: House, alice: Actor) -> None:
    invitation = house.use.invite_user(alice, email=email("bob"))
    house.use.resend_invitation(alice, invitation_id=invitation.id)

    house.work_off()

    assert len([mail for mail in house.mailbox.sent() if mail.to == "bob@acme.example"]) == 1


def test_an_invitation_that_was_revoked_is_not_mailed(house: House, alice: Actor) -> None:
    invitation = house.use.invite_user(alice, email=email("bob"))
    house.use.revoke_invitation(alice, invitation_id=invitation.id)

    house.work_off()

    assert [mail for mail in house.mailbox.sent() if mail.to == "bob@acme.example"] == []


def test_owners_and_the_billing_contact_are_warned_once_each(house: House, alice: Actor) -> None:
    house.joined(alice, "bob")
    house.use.update_organization(alice, billing_email=email("carol"))
    subject = {"meter": "api_call", "percent": "80", "billing_cycle": "2026-03"}
    with house.workspaces.open(alice) as workspace:
        workspace.plan(
            Work(house.ids.work(), house.clock.now(), WorkKind.TELL_THRESHOLD, alice.organization_id, subject)
        )
        workspace.commit(None)

    house.work_off()

    warnings = [mail for mail in house.mailbox.sent() if "80 % of the API calls are used" in mail.subject]
    assert {mail.to for mail in warnings} == {"alice@acme.example", "carol@acme.example"}
    assert len(warnings) == 2
