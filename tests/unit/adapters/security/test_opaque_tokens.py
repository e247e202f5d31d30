"""Opaque tokens cannot be guessed, and only their hashes are kept."""

from hashlib import sha256

from adapters.security.opaque_tokens import RandomTokens


def test_a_token_has_256_bits_in_characters_that_need_no_escaping() -> None:
    token = RandomTokens().new()

    assert len(token) == 43
    assert token.replace("-", "").replace("_", "").isalnum()


def test_no_two_tokens_are_the_same() -> None:
    assert len({RandomTokens().new() for _ in range(1_000)}) == 1_000


def test_what_is_kept_is_the_hash_in_hex() -> None:
    assert RandomTokens().hash("token") == sha256(b"token").hexdigest()


def test_any_text_has_a_hash() -> None:
    assert len(RandomTokens().hash("\ud800")) == 64
