"""API keys can be recognised, checked for typing errors, and are kept only as peppered hashes."""

import hashlib
import hmac
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.security.key_smith import KEY_PATTERN, PepperedKeySmith
from domain.ids import KeyId

FORMER = b"a former pepper, long"
CURRENT = b"a current pepper, long"
KEY_ID = KeyId("key_0123456789ab")
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SMITH = PepperedKeySmith({"2": CURRENT})
KEY, KEPT = SMITH.forge(KEY_ID)


def test_a_key_reads_as_its_id_and_the_secret_that_was_kept() -> None:
    assert SMITH.read(KEY) == (KEY_ID, KEY[20:63].encode())
    assert SMITH.matches(KEY[20:63].encode(), KEPT)


def test_a_key_has_the_published_form() -> None:
    assert re.fullmatch(KEY_PATTERN, KEY)
    assert KEY.startswith("sk_live_" + "0123456789ab")
    assert len(KEY) == len("sk_live_") + 12 + 43 + 6


def test_a_leaked_key_is_found_in_a_text() -> None:
    assert re.findall(KEY_PATTERN, f'curl -H "X-API-Key: {KEY}" https://tenantry.example') == [KEY]


def test_the_checksum_is_crc32_in_base_62() -> None:
    value = sum(DIGITS.index(digit) * 62**place for place, digit in enumerate(reversed(KEY[-6:])))

    assert value == zlib.crc32(KEY[:-6].encode())


def test_two_keys_of_one_id_have_different_secrets() -> None:
    assert SMITH.forge(KEY_ID)[0][20:63] != KEY[20:63]


def test_what_is_kept_is_the_secret_under_the_pepper_named() -> None:
    assert KEPT.pepper == "2"
    assert KEPT.digest == hmac.new(CURRENT, KEY[20:63].encode(), hashlib.sha256).digest()


@given(place=st.integers(0, 68), digit=st.sampled_from(DIGITS))
def test_a_typing_error_is_seen_without_a_look_up(place: int, digit: str) -> None:
    typed = KEY[:place] + digit + KEY[place + 1 :]

    assert (SMITH.read(typed) is None) == (typed != KEY)


OTHER_TEXTS = {
    "nothing": "",
    "the prefix alone": "sk_live_",
    "a character less": KEY[:-1],
    "a character more": KEY + "0",
    "a line": KEY + "\n",
    "a space before": " " + KEY,
    "upper case": KEY.upper(),
    "no ASCII": "ß" * 69,
}


@pytest.mark.parametrize("text", OTHER_TEXTS.values(), ids=OTHER_TEXTS.keys())
def test_other_texts_are_no_keys(text: str) -> None:
    assert SMITH.read(text) is None


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    assert SMITH.read(text) is None


def test_a_test_key_is_no_live_key() -> None:
    testing = PepperedKeySmith({"2": CURRENT}, live=False)
    key, _ = testing.forge(KEY_ID)

    assert testing.read(key) is not None
    assert SMITH.read(key) is None
    assert testing.prefix(KEY_ID) == "sk_test_0123"


def test_another_secret_does_not_match() -> None:
    assert not SMITH.matches(b"0" * 43, KEPT)


def test_the_last_pepper_is_for_new_keys_and_the_former_ones_still_check() -> None:
    before, after = PepperedKeySmith({"1": FORMER}), PepperedKeySmith({"1": FORMER, "2": CURRENT})
    key, kept = before.forge(KEY_ID)

    assert after.matches(key[20:63].encode(), kept)
    assert after.forge(KEY_ID)[1].pepper == "2"


def test_a_key_whose_pepper_is_gone_is_not_good() -> None:
    key, kept = PepperedKeySmith({"1": FORMER}).forge(KEY_ID)

    assert not SMITH.matches(key[20:63].encode(), kept)


def test_a_prefix_shows_four_characters_of_the_id() -> None:
    assert SMITH.prefix(KEY_ID) == "sk_live_0123"


@pytest.mark.parametrize("peppers", [{}, {"1": b"short"}])
def test_without_a_good_pepper_there_is_no_smith(peppers: dict[str, bytes]) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        PepperedKeySmith(peppers)
