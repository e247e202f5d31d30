"""JSON objects in which a name stands twice: parsers differ in which value counts, so none of them is taken."""

import json
import re
from typing import Any, Final

from adapters.http.errors import MalformedRequest

_NAME_ENDS: Final = b'":'
_SPACE_BEFORE_COLON: Final = re.compile(rb"[ \t\r\n]:")


def has_as_many_names(raw: bytes, names: int) -> bool:
    """Tell whether a JSON text is sure to have no more names than those that were read from it.

    Every name ends in a quotation mark and a colon, so a text that has these in no other place, and as often as names
    were read, has each of them once. False means: look closely. On the path of whole batches, hence by counting.
    """
    return raw.count(_NAME_ENDS) == names and _SPACE_BEFORE_COLON.search(raw) is None


def refuse_repeated_names(raw: bytes) -> None:
    """Refuse a JSON text in which an object has the same name twice, at any depth: MalformedRequest.

    RFC 8259, section 4, leaves open which one counts; RFC 7493 (I-JSON), section 2.3, forbids it. What is no JSON is
    left to those who read it.
    """
    try:
        json.loads(raw.decode(), object_pairs_hook=_object, parse_int=_number, parse_float=_number)
    except (ValueError, RecursionError):
        return


def _object(pairs: list[tuple[str, Any]]) -> None:
    seen = set[str]()
    for name, _ in pairs:
        if name in seen:
            raise MalformedRequest(f"the name {json.dumps(name)[:100]} stands twice in one JSON object")
        seen.add(name)


def _number(digits: str) -> str:
    return digits
