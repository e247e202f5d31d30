"""What is wrong with a body or a query, all of it, each at its place."""

import json
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from adapters.http.errors import MalformedRequest
from adapters.http.fields import WORDS_OF_PATTERN
from adapters.http.json_names import refuse_repeated_names
from domain.errors import FieldError, InvalidRequest

B = TypeVar("B")
Q = TypeVar("Q", bound=BaseModel)

MOST_PARAMETERS: Final = 50
MOST_TOLD: Final = 20_000
"""Wrong fields that are worth the time to list them."""
LONGEST_QUERY: Final = 8192

_WORDS: Final = {
    "extra_forbidden": "there is no such field",
    "missing": "this field is needed",
    "unexpected_keyword_argument": "there is no such field",
}
_BRANCHES: Final = frozenset({"constrained-int", "constrained-float"})
"""What pydantic adds to the place of an error in a union of numbers."""


def read_json(
    reader: "TypeAdapter[B]", raw: bytes, rules: Callable[[Any], list[FieldError]] | None = None
) -> tuple[B | None, list[FieldError]]:
    """Return the validated body, or everything that is wrong with it; MalformedRequest if it is no JSON.

    `rules` tell what is wrong with several fields together; they are handed a body of any shape.
    """
    refuse_repeated_names(raw)
    try:
        body = reader.validate_json(raw)
    except ValidationError as error:
        wrong = told(error)
    else:
        return body, [] if rules is None else rules(body)
    if wrong is None:
        mended, wrong = mend(raw)
        wrong = merged(wrong, wrong_with(reader, mended))
        raw = mended
    return None, wrong if rules is None else merged(wrong, rules(json.loads(raw)))


def wrong_with(reader: "TypeAdapter[B]", raw: bytes) -> list[FieldError]:
    """Return what is wrong with JSON."""
    try:
        reader.validate_json(raw)
    except ValidationError as error:
        return told(error) or []
    return []


def merged(first: list[FieldError], then: list[FieldError]) -> list[FieldError]:
    """Return both, of two errors at one place the first."""
    known = {wrong.pointer for wrong in first}
    return [*first, *(wrong for wrong in then if wrong.pointer not in known)]


def told(error: ValidationError) -> list[FieldError] | None:
    """Return the wrong fields; None when the text is no JSON for pydantic."""
    if error.error_count() > MOST_TOLD:
        return [FieldError("", f"{error.error_count()} fields are wrong: too many to be told")]
    details = error.errors(include_url=False, include_input=False)
    if details[0]["type"] == "json_invalid":
        return None
    found = {pointer_to(detail["loc"]): _words(detail) for detail in reversed(details)}
    return [FieldError(pointer, words) for pointer, words in reversed(found.items())]


def pointer_to(place: Iterable[int | str]) -> str:
    """Return the JSON pointer (RFC 6901) to a place that pydantic names."""
    parts = [str(part) for part in place]
    if parts and parts[-1] in _BRANCHES:
        parts.pop()
    if parts and parts[-1] == "[key]":
        parts.pop()
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def _words(detail: ErrorDetails) -> str:
    if detail["loc"] and detail["loc"][-1] in _BRANCHES:
        return "this is a number between -10^15 and 10^15"
    if detail["type"] == "string_pattern_mismatch":
        pattern = detail["ctx"]["pattern"]
        return WORDS_OF_PATTERN.get(pattern, f"this text has the form {pattern}")
    return _WORDS.get(detail["type"]) or detail["msg"].removeprefix("Value error, ")


def mend(raw: bytes) -> tuple[bytes, list[FieldError]]:
    """Tell broken JSON from texts with lone surrogates, which are JSON (RFC 8259, section 8.2) but no text.

    Returns the JSON with whole characters in their place, and where they stood.
    """
    places: list[FieldError] = []
    try:
        value = json.loads(raw)
        mended = json.dumps(_mended(value, "", places)).encode()
    except (ValueError, RecursionError) as error:
        raise MalformedRequest("the body is not JSON in UTF-8, or nested too deeply") from error
    if not places:
        raise MalformedRequest("the body is not JSON in UTF-8, or nested too deeply")
    return mended, places


def _mended(value: Any, pointer: str, places: list[FieldError]) -> Any:
    """Return a JSON value whose texts are all texts, noting the places where one was not."""
    match value:
        case str():
            return _text(value, pointer, places)
        case list():
            return [_mended(item, f"{pointer}/{index}", places) for index, item in enumerate(value)]
        case dict():
            return {
                (name := _text(key, pointer, places)): _mended(
                    item, f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}", places
                )
                for key, item in value.items()
            }
        case _:
            return value


def _text(text: str, pointer: str, places: list[FieldError]) -> str:
    whole = text.encode("utf-8", "replace").decode()
    if whole != text:
        places.append(FieldError(pointer, "this text contains half of a character (a lone surrogate)"))
    return whole


def read_query(model: type[Q], text: str) -> tuple[Q | None, list[FieldError]]:
    """Return the validated query, or everything that is wrong with it; a parameter may stand once."""
    if len(text) > LONGEST_QUERY:
        return None, [FieldError("query", "the query is too long")]
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return None, [FieldError("query", "there are too many parameters")]
    given = dict(pairs)
    try:
        query, wrong = model.model_validate(given), list[FieldError]()
    except ValidationError as error:
        query, wrong = None, [_of_query(detail) for detail in error.errors(include_url=False)]
    names = [name for name, _ in pairs]
    twice = {name: None for name in names if names.count(name) > 1}
    wrong += [FieldError(f"query/{name}", "this parameter stands more than once") for name in twice]
    return (query, []) if not wrong else (None, wrong)


def _of_query(detail: ErrorDetails) -> FieldError:
    name = "/".join(str(part) for part in detail["loc"])
    words = "there is no such parameter" if detail["type"] == "extra_forbidden" else _words(detail)
    return FieldError(f"query/{name}" if name else "query", words)


def refuse(errors: list[FieldError]) -> None:
    """Refuse the request with all that is wrong with it, if anything is."""
    if errors:
        raise InvalidRequest(tuple(errors))
