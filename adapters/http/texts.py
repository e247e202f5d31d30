"""Which characters a text may have: what can be seen, line breaks where lines are meant, joiners where they join."""

import unicodedata
from typing import Final

from idna.core import valid_contextj

_UNSEEN: Final = (
    r"\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e001f"
)
"""Control characters, and those that cannot be seen or turn the reading direction. Joiners and tags are seen by what
they do to their neighbours: `has_stray_joiners`."""

_BREAKS: Final = r"\x85\u2028\u2029"
"""Line breaks beyond ASCII (Unicode Standard Annex 14, classes NL and BK)."""

_BLANK: Final = r"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces of other widths (Unicode's Zs), which may stand between words alone."""

_END_OF_NAME: Final = rf"[^\x00-\x20{_BLANK}{_BREAKS}{_UNSEEN}]"

NAME_PATTERN: Final = rf"^{_END_OF_NAME}(?:[^\x00-\x1f{_BREAKS}{_UNSEEN}]*{_END_OF_NAME})?$"
"""One line, with no space at either end."""
LINE_PATTERN: Final = rf"^[^\x00-\x1f{_BREAKS}{_UNSEEN}]*$"
"""One line."""
TEXT_PATTERN: Final = rf"^[^\x00-\x08\x0b\x0c\x0e-\x1f{_UNSEEN}]*$"
"""Any number of lines, with tabs."""

PORTABLE: Final = {
    NAME_PATTERN: r"^[^\x00-\x20](?:[^\x00-\x1f]*[^\x00-\x20])?$",
    LINE_PATTERN: r"^[^\x00-\x1f]*$",
    TEXT_PATTERN: r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$",
}
"""What ECMA-262 without its `u` flag and RE2 can both say of these: they write characters beyond ASCII differently."""

_NON_JOINER: Final = "\u200c"
_JOINER: Final = "\u200d"
_VIRAMA: Final = 9
"""Unicode's combining class of the signs that take a consonant's vowel away."""
_FURTHEST: Final = 64
"""How far a joiner's letters may be from it, in characters: between them stand marks alone."""

_BLACK_FLAG: Final = "\U0001f3f4"
_END_OF_TAGS: Final = "\U000e007f"
_OF_TAGS: Final = frozenset(map(chr, (*range(0xE0030, 0xE003A), *range(0xE0061, 0xE007B))))
_TAGS: Final = frozenset(map(chr, range(0xE0020, 0xE0080)))
_IN_CONTEXT: Final = frozenset({_NON_JOINER, _JOINER, *_TAGS})
_AFTER_AN_EMOJI: Final = frozenset({"\ufe0f", *map(chr, range(0x1F3FB, 0x1F400))})
"""The selector of the coloured form, and the tones of skin."""


def has_stray_joiners(text: str) -> bool:
    """Tell whether a joiner or a tag stands where it does nothing, so that two texts would look the same.

    Joiners stand in Persian, Indic and other scripts by the rules of RFC 5892, appendix A (as Unicode Standard Annex 31
    has them), also before a virama (The Unicode Standard, 12.2: the eyelash ra and the ya-phalaa), and within emoji of
    several parts; tags in the flags of regions (Unicode Technical Standard 51).
    """
    if text.isascii() or _IN_CONTEXT.isdisjoint(text):
        return False
    return any(
        not (_flies_a_flag(text, place) if letter in _TAGS else _joins(text, place))
        for place, letter in enumerate(text)
        if letter in _IN_CONTEXT
    )


def _joins(text: str, place: int) -> bool:
    before, after = text[max(0, place - _FURTHEST) : place], text[place + 1 : place + 1 + _FURTHEST]
    if not before:
        return False
    if text[place] == _JOINER:
        if after and unicodedata.combining(after[0]) == _VIRAMA and unicodedata.category(before[-1]).startswith("L"):
            return True
        if after and _is_pictograph(after[0]) and _is_pictograph(before.rstrip("".join(_AFTER_AN_EMOJI))[-1:]):
            return True
    try:
        return valid_contextj(before + text[place] + after, len(before))
    except ValueError:
        return False


def _is_pictograph(letter: str) -> bool:
    """Tell whether a character is an emoji's, also one that is younger than this Python's tables."""
    return letter > "\u2000" and (
        unicodedata.category(letter) in ("So", "Sm") or "\U0001f000" <= letter <= "\U0001faff"
    )


def _flies_a_flag(text: str, place: int) -> bool:
    start = place
    while start and text[start - 1] in _TAGS:
        start -= 1
    end = place
    while end < len(text) and text[end] in _OF_TAGS:
        end += 1
    return (
        start > 0
        and text[start - 1] == _BLACK_FLAG
        and end > start
        and text[end : end + 1] == _END_OF_TAGS
        and all(letter in _OF_TAGS for letter in text[start:end])
    )
