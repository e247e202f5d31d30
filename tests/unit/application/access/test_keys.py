"""Authenticating machines: good keys of the organization itself, and nothing else."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from application.access.authenticate_key import AuthenticateKey
from application.access.find_answer import FindAnswer, IdempotencyMismatch
from application.actor import Actor, Once
from application.ports.rate_limiter import RatePolicy
from domain.api_keys.api_key import ApiKey
from domain.audit.audit_event import ActorKind
from domain.errors import Unauthenticated
from domain.ids import KeyId, UserId
from domain.roles.role import Scope
from tests.unit.application.house import OFFICE, House, email

KEY = KeyId("key_abcdefghijkl")


@pytest.fixture
def authenticate(house: House) -> AuthenticateKey:
    return AuthenticateKey(house.credentials, house.keys, house.clock)


def made(house: House, alice: Actor, expires_at: datetime | None = None) -> tuple[ApiKey, str]:
    text, secret = house.keys.forge(KEY)
    with house.workspaces.open(alice) as workspace:
        key = workspace.save(
            ApiKey(
                KEY,
                "ci",
                house.keys.prefix(KEY),
                secret,
                frozenset({Scope.WRITE_RESOURCES}),
                100,
                house.clock.now(),
                UserId(alice.id),
                expires_at=expires_at,
            )
        )
        workspace.record(house.events.changed(alice, "api_key.created", key.id))
        return workspace.commit(key), text


def changed(house: House, alice: Actor, key: ApiKey) -> None:
    with house.workspaces.open(alice) as workspace:
        workspace.save(key)
        workspace.record(house.events.changed(alice, "api_key.updated", key.id))
        workspace.commit(None)


def test_a_key_acts_with_its_scopes_and_rates(house: House, alice: Actor, authenticate: AuthenticateKey) -> None:
    key, text = made(house, alice)

    actor, organization, policies = authenticate(alice.organization_id, text, OFFICE)

    assert (actor.kind, actor.key_id, actor.scopes) == (ActorKind.API_KEY, KEY, key.scopes)
    assert organization.id == alice.organization_id
    assert policies == (
        RatePolicy("key", KEY, 100, 3600),
        RatePolicy("organization", alice.organization_id, 600, 60),
    )
    assert house.workspaces.open(alice).api_keys.last_used([key])[KEY] == house.clock.now()


def test_a_key_is_unknown_elsewhere(house: House, alice: Actor, authenticate: AuthenticateKey) -> None:
    mallory = house.founded("globex", "mallory")
    _, text = made(house, alice)

    with pytest.raises(Unauthenticated):
        authenticate(mallory.organization_id, text, OFFICE)


def other_than(letter: str) -> str:
    return "xy"[letter == "x"]


@pytest.mark.parametrize("tail", ["", "\n", "ä"])
def test_a_key_that_was_mistyped_is_refused(
    house: House, alice: Actor, authenticate: AuthenticateKey, tail: str
) -> None:
    _, text = made(house, alice)

    with pytest.raises(Unauthenticated):
        authenticate(alice.organization_id, text[:-1] + tail, OFFICE)


def test_a_key_with_another_last_letter_is_refused(house: House, alice: Actor, authenticate: AuthenticateKey) -> None:
    _, text = made(house, alice)

    with pytest.raises(Unauthenticated):
        authenticate(alice.organization_id, text[:-1] + other_than(text[-1]), OFFICE)


def test_another_secret_for_the_same_id_is_refused(house: House, alice: Actor, authenticate: AuthenticateKey) -> None:
    made(house, alice)
    forged, _ = house.keys.forge(KEY)

    with pytest.raises(Unauthenticated):
        authenticate(alice.organization_id, forged, OFFICE)


def test_a_revoked_key_is_refused_at_the_next_request(
    house: House, alice: Actor, authenticate: AuthenticateKey
) -> None:
    key, text = made(house, alice)
    changed(house, alice, key.revoke())

    with pytest.raises(Unauthenticated):
        authenticate(alice.organization_id, text, OFFICE)


def test_a_key_ends_when_it_expires(house: House, alice: Actor, authenticate: AuthenticateKey) -> None:
    _, text = made(house, alice, expires_at=house.clock.now() + timedelta(hours=1))
    house.clock.advance(timedelta(hours=1))

    with pytest.raises(Unauthenticated):
        authenticate(alice.organization_id, text, OFFICE)


def test_a_former_secret_works_while_the_overlap_lasts(
    house: House, alice: Actor, authenticate: AuthenticateKey
) -> None:
    key, former = made(house, alice)
    newer, secret = house.keys.forge(KEY)
    changed(house, alice, key.rotate(secret, timedelta(hours=1), house.clock.now()))

    authenticate(alice.organization_id, newer, OFFICE)
    authenticate(alice.organization_id, former, OFFICE)
    house.clock.advance(timedelta(hours=1))
    with pytest.raises(Unauthenticated):
        authenticate(alice.organization_id, former, OFFICE)


def test_the_first_answer_is_found_for_a_day(house: House, alice: Actor) -> None:
    once = Once("acme", "key-1", "body", lambda _: b"answer")
    find = FindAnswer(house.answers, house.clock)
    house.use.invite_user(replace(alice, once=once), email=email("bob"))

    assert find(once) == b"answer"
    with pytest.raises(IdempotencyMismatch):
        find(replace(once, fingerprint="another body"))
    house.clock.advance(timedelta(hours=24))
    assert find(once) is None
