"""Passwords are kept as argon2id hashes that tell nothing, and common ones are known."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import extract_parameters
from argon2.exceptions import InvalidHashError
from argon2.low_level import Type

from adapters.security.passwords import Argon2Passwords

PASSWORD = "correct horse battery staple"


@pytest.fixture
def passwords() -> Argon2Passwords:
    return Argon2Passwords(memory_cost=8, time_cost=1)


def test_a_password_matches_its_hash(passwords: Argon2Passwords) -> None:
    assert passwords.matches(passwords.hash(PASSWORD), PASSWORD)


def test_another_password_does_not_match(passwords: Argon2Passwords) -> None:
    assert not passwords.matches(passwords.hash(PASSWORD), PASSWORD + "r")


def test_nobody_has_no_password(passwords: Argon2Passwords) -> None:
    assert not passwords.matches(None, PASSWORD)


def test_a_hash_does_not_contain_the_password_and_is_salted(passwords: Argon2Passwords) -> None:
    assert PASSWORD not in passwords.hash(PASSWORD)
    assert passwords.hash(PASSWORD) != passwords.hash(PASSWORD)


def test_a_broken_hash_is_told_and_not_taken_for_a_wrong_password(passwords: Argon2Passwords) -> None:
    with pytest.raises(InvalidHashError):
        passwords.matches("not a hash", PASSWORD)


def test_the_same_password_from_another_keyboard_matches(passwords: Argon2Passwords) -> None:
    composed, decomposed = "caf\u00e9 au lait", "cafe\u0301 au lait"

    assert passwords.matches(passwords.hash(composed), decomposed)


def test_text_that_is_no_unicode_can_be_hashed(passwords: Argon2Passwords) -> None:
    assert passwords.matches(passwords.hash("\ud800" * 10), "\ud800" * 10)


def test_the_usual_cost_is_the_one_that_owasp_asks_for() -> None:
    usual = extract_parameters(Argon2Passwords().hash(PASSWORD))

    assert (usual.type, usual.memory_cost, usual.time_cost, usual.parallelism) == (Type.ID, 19_456, 2, 1)


def test_many_at_once_wait_for_a_place(passwords: Argon2Passwords) -> None:
    kept = passwords.hash(PASSWORD)

    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda number: passwords.matches(kept, PASSWORD + "x" * (number % 2)), range(64)))

    assert found == [True, False] * 32


@pytest.mark.parametrize(
    "common",
    ["password123", "PassWord123", "1q2w3e4r5t", "qwertyuiop", "1234567890", "aaaaaaaaaa", "tenantrytenantry"],
)
def test_what_attackers_try_first_is_common(passwords: Argon2Passwords, common: str) -> None:
    assert passwords.is_common(common)


@pytest.mark.parametrize("rare", [PASSWORD, "Tr0ub4dor&3 is one", "zq9-lamp-quiet-77"])
def test_other_passwords_are_not_common(passwords: Argon2Passwords, rare: str) -> None:
    assert not passwords.is_common(rare)
