"""A session: how long it lives, and its tokens with it."""

from datetime import UTC, datetime, timedelta

from domain.ids import OrganizationId, PersonId, SessionId, UserId
from domain.people.session import Session

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

ALICES = Session(
    SessionId("ses_alice"),
    PersonId("per_alice"),
    OrganizationId("org_acme"),
    UserId("usr_alice"),
    ("pwd",),
    started_at=NOW,
    refreshed_at=NOW,
    refresh_hash="first",
)


def test_it_rests_as_long_as_the_organization_allows() -> None:
    assert ALICES.is_alive(NOW + HOUR - timedelta(seconds=1), HOUR)
    assert not ALICES.is_alive(NOW + HOUR, HOUR)


def test_it_does_not_outlive_a_day_however_often_it_is_refreshed() -> None:
    refreshed = ALICES.refresh("second", NOW + DAY - timedelta(minutes=1))

    assert not refreshed.is_alive(NOW + DAY, HOUR)


def test_it_ends_when_somebody_signs_out() -> None:
    assert not ALICES.end().is_alive(NOW, HOUR)


def test_an_access_token_lives_a_quarter_of_an_hour() -> None:
    assert ALICES.access_lifetime(NOW, HOUR) == timedelta(minutes=15)


def test_an_access_token_does_not_outlive_the_rest_that_is_allowed() -> None:
    assert ALICES.access_lifetime(NOW, timedelta(minutes=5)) == timedelta(minutes=5)


def test_an_access_token_does_not_outlive_the_session() -> None:
    assert ALICES.access_lifetime(NOW + DAY - timedelta(minutes=1), HOUR) == timedelta(minutes=1)


def test_it_remembers_the_refresh_tokens_that_were_used() -> None:
    refreshed = ALICES.refresh("second", NOW).refresh("third", NOW)

    assert (refreshed.refresh_hash, refreshed.spent_hashes) == ("third", ("second", "first"))
