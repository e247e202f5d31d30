"""Access tokens: only what this house signed, for this audience, and for as long as it said, is good."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import jwt
import pytest

from adapters.security.access_tokens import JwtAccessTokens
from application.ports.access_tokens import AccessClaims
from domain.errors import Unauthenticated
from domain.ids import OrganizationId, PersonId, SessionId, UserId

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
FORMER = b"the former secret, of 32 bytes or more"
CURRENT = b"the current secret, of 32 bytes or more"
ALICE = AccessClaims(
    person_id=PersonId("per_alice"),
    organization_id=OrganizationId("org_acme"),
    user_id=UserId("usr_1"),
    session_id=SessionId("ses_1"),
    methods=("pwd", "otp"),
    issued_at=NOW,
    expires_at=NOW + timedelta(minutes=15),
)
PAYLOAD = {
    "iss": "https://tenantry.example",
    "aud": "tenantry",
    "sub": "per_alice",
    "org": "org_acme",
    "sid": "ses_1",
    "amr": ["pwd"],
    "iat": int(NOW.timestamp()),
    "exp": int(NOW.timestamp()) + 900,
    "jti": "usr_1.1",
}
HEADER = {"typ": "at+jwt", "kid": "2"}


def house(secrets: dict[str, bytes] | None = None, remembered: int = 100) -> JwtAccessTokens:
    return JwtAccessTokens(secrets or {"2": CURRENT}, "https://tenantry.example", "tenantry", remembered)


def signed(payload: dict[str, object], header: dict[str, str], secret: bytes = CURRENT) -> str:
    return jwt.encode(payload, secret, "HS256", header)


def test_a_token_says_what_was_put_into_it() -> None:
    tokens = house()

    assert tokens.read(tokens.issue(ALICE), NOW) == ALICE


def test_two_tokens_of_one_moment_differ() -> None:
    tokens = house()

    assert tokens.issue(ALICE) != tokens.issue(ALICE)


def test_a_token_is_typed_and_carries_the_claims_of_the_contract() -> None:
    token = house().issue(ALICE)

    assert jwt.get_unverified_header(token) == {"alg": "HS256", "typ": "at+jwt", "kid": "2"}
    assert set(jwt.decode(token, options={"verify_signature": False})) == set(PAYLOAD)


def test_a_token_that_another_process_made_is_good() -> None:
    assert house().read(signed(PAYLOAD, HEADER), NOW) == replace(ALICE, methods=("pwd",))


@pytest.mark.parametrize("later", [timedelta(minutes=15), timedelta(days=365)])
def test_a_token_that_has_run_out_is_not_good(later: timedelta) -> None:
    with pytest.raises(Unauthenticated):
        house().read(signed(PAYLOAD, HEADER), NOW + later)


def test_a_token_that_was_good_before_runs_out_too() -> None:
    tokens = house()
    token = tokens.issue(ALICE)
    tokens.read(token, NOW)

    with pytest.raises(Unauthenticated):
        tokens.read(token, NOW + timedelta(minutes=15))


def test_a_former_secret_still_reads_and_the_last_one_signs() -> None:
    before, after = house({"1": FORMER}), house({"1": FORMER, "2": CURRENT})

    assert after.read(before.issue(ALICE), NOW) == ALICE
    assert jwt.get_unverified_header(after.issue(ALICE))["kid"] == "2"


def test_a_dropped_secret_reads_no_more() -> None:
    token = house({"1": FORMER}).issue(ALICE)

    with pytest.raises(Unauthenticated):
        house({"2": CURRENT}).read(token, NOW)


def test_one_secret_does_not_pass_for_another() -> None:
    with pytest.raises(Unauthenticated):
        house({"1": FORMER, "2": CURRENT}).read(signed(PAYLOAD, {"typ": "at+jwt", "kid": "1"}), NOW)


@pytest.mark.parametrize("missing", sorted(PAYLOAD))
def test_a_token_without_one_of_its_claims_is_not_good(missing: str) -> None:
    payload = {name: value for name, value in PAYLOAD.items() if name != missing}

    with pytest.raises(Unauthenticated):
        house().read(signed(payload, HEADER), NOW)


@pytest.mark.parametrize("changed", [{"iss": "https://evil.example"}, {"aud": "another"}, {"exp": "soon"}, {"amr": 1}])
def test_a_token_for_something_else_is_not_good(changed: dict[str, object]) -> None:
    with pytest.raises(Unauthenticated):
        house().read(signed(PAYLOAD | changed, HEADER), NOW)


@pytest.mark.parametrize("header", [{"typ": "JWT", "kid": "2"}, {"typ": "at+jwt"}, {"typ": "at+jwt", "kid": "3"}])
def test_a_token_of_another_type_or_unknown_secret_is_not_good(header: dict[str, str]) -> None:
    with pytest.raises(Unauthenticated):
        house().read(signed(PAYLOAD, header), NOW)


def test_a_token_that_asks_for_no_signature_is_not_good() -> None:
    parts = [{"alg": "none", **HEADER}, PAYLOAD]
    head, body = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts)

    with pytest.raises(Unauthenticated):
        house().read(f"{head}.{body}.", NOW)


def test_a_token_signed_with_another_algorithm_is_not_good() -> None:
    longest = b"a secret that is long enough for the longest of the hashes, namely 64 bytes"

    with pytest.raises(Unauthenticated):
        house({"2": longest}).read(jwt.encode(PAYLOAD, longest, "HS512", HEADER), NOW)


@pytest.mark.parametrize("text", ["", ".", "a.b.c", "\ud800.b.c", "ä.ö.ü", "x" * 10_000, "e30.e30.e30"])
def test_text_that_is_no_token_is_not_good(text: str) -> None:
    with pytest.raises(Unauthenticated):
        house().read(text, NOW)


def test_a_changed_character_spoils_a_token() -> None:
    head, body, signature = house().issue(ALICE).split(".")

    with pytest.raises(Unauthenticated):
        house().read(f"{head}.{body}.{signature[::-1]}", NOW)


def test_only_so_many_verified_tokens_are_remembered() -> None:
    tokens = house(remembered=2)
    issued = [tokens.issue(ALICE) for _ in range(5)]

    assert [tokens.read(token, NOW) for token in issued] == [ALICE] * 5
    assert len(tokens._verified._claims) == 2


def test_the_token_used_longest_ago_is_forgotten_first() -> None:
    tokens = house(remembered=2)
    first, second, third = (tokens.issue(ALICE) for _ in range(3))

    used = [tokens.read(token, NOW) for token in (first, second, first, third)]

    assert used == [ALICE] * 4
    assert list(tokens._verified._claims) == [first, third]


@pytest.mark.parametrize("secrets", [{"1": b"short"}, {"1": CURRENT, "2": b""}])
def test_a_short_secret_is_refused(secrets: dict[str, bytes]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        house(secrets)
