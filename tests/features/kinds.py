"""The kinds of blanks in a step: what each looks like and how it is read."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.features import words
from tests.features.deeds import DEEDS, KEY_DEEDS


@dataclass(frozen=True)
class Kind:
    """A kind of blank: what it looks like and how it is read."""

    pattern: str
    read: Callable[[str], object] = str


_PERSON = r"Alice|Bob|BOB|Carol|Dave|Mallory"
_NUMBER = r"\d[\d,]*"
_AMOUNT = rf"\${_NUMBER}\.\d\d"
_LIST = r"{0}(?:(?:, {0})* and {0})?"

KINDS = {
    "Person": Kind(_PERSON, words.Person),
    "People": Kind(_LIST.format(f"(?:{_PERSON})"), words.people),
    "Company": Kind("Acme|Globex"),
    "Anybody": Kind(rf"{_PERSON}|Acme|Globex|the key|the operator"),
    "Plan": Kind("free|starter|pro|enterprise"),
    "Name": Kind(r'"[^"]+"', words.unquoted),
    "Names": Kind(_LIST.format('"[^"]+"'), words.names),
    "Word": Kind(r"[^ ,]+"),
    "Words": Kind(r".+"),
    "List": Kind(r"[^:]+", words.names),
    "Role": Kind("a viewer|a member|an admin|an owner|an emperor", words.noun),
    "ProjectRole": Kind("a viewer|a developer|a lead", words.noun),
    "Count": Kind(rf"{_NUMBER}|two|a", words.count),
    "Limit": Kind(rf"{_NUMBER}|any number of", words.limit),
    "Card": Kind("|".join(words.CARDS), words.CARDS.__getitem__),
    "BillStatus": Kind("a draft|open|paid", words.noun),
    "Usage": Kind(r"-?[\d.,]+ (?:API calls?|compute minutes?|GB of bandwidth|GB of storage)", words.usage),
    "Size": Kind(r"[\d.,]+ [GM]B", words.size),
    "Money": Kind(_AMOUNT, words.cents),
    "Moneys": Kind(_LIST.format(_AMOUNT), words.amounts),
    "Moment": Kind(r"\d+ [A-Z][a-z]+, \d\d:\d\d", words.moment),
    "Day": Kind(r"\d+ [A-Z][a-z]+", words.day),
    "Date": Kind(r"\d+ [A-Z][a-z]+", words.midnight),
    "Month": Kind("|".join(words.MONTHS), words.month),
    "Span": Kind(rf"(?:{_NUMBER}|a) (?:second|minute|hour|day)s?", words.seconds),
    "Meter": Kind("|".join(words.METER_NAMES), words.METER_NAMES.__getitem__),
    "Scopes": Kind(_LIST.format(f"(?:{'|'.join(words.SCOPES)})"), words.scopes),
    "Deed": Kind("|".join(DEEDS), DEEDS.__getitem__),
    "KeyDeed": Kind("|".join(KEY_DEEDS), KEY_DEEDS.__getitem__),
}
