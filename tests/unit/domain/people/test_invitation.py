"""An invitation: open for seven days, used once."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import Gone
from domain.ids import InvitationId
from domain.organizations.names import EmailAddress
from domain.people.invitation import Invitation, InvitationStatus
from domain.roles.role import Role

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
END = NOW + timedelta(days=7)
A_MOMENT = timedelta(microseconds=1)

BOBS = Invitation(
    InvitationId("inv_bob"),
    EmailAddress("bob@acme.example"),
    Role.MEMBER,
    (),
    "hash",
    created_at=NOW,
    expires_at=END,
    invited_by=None,
)


def test_it_can_be_accepted_to_the_last_moment() -> None:
    assert BOBS.accept(END - A_MOMENT).status is InvitationStatus.ACCEPTED


def test_it_runs_out_after_seven_days() -> None:
    with pytest.raises(Gone):
        BOBS.accept(END)


@pytest.mark.parametrize("ended", [BOBS.accept(NOW), BOBS.revoke(), BOBS.expire()])
def test_an_ended_one_can_be_neither_accepted_nor_sent_again(ended: Invitation) -> None:
    assert not ended.is_open(NOW)
    with pytest.raises(Gone):
        ended.accept(NOW)
    with pytest.raises(Gone):
        ended.resend("newer", NOW)


def test_sent_again_it_is_good_for_seven_more_days_and_nothing_else_changes() -> None:
    sent = BOBS.resend("newer", END - A_MOMENT)

    assert sent.expires_at == END - A_MOMENT + timedelta(days=7)
    assert (sent.token_hash, sent.role, sent.projects) == ("newer", BOBS.role, BOBS.projects)
