"""What is sent in other ways than as JSON: forms of pages, and notices that are signed byte by byte."""

from typing import NamedTuple, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError

from adapters.http.errors import MalformedRequest
from domain.errors import FieldError

F = TypeVar("F", bound=BaseModel)

MOST_FIELDS = 20


class Signed(NamedTuple):
    """A notice as it came, and what vouches for it."""

    body: bytes
    signature: str


def read_form(model: type[F], raw: bytes) -> tuple[F | None, list[FieldError]]:
    """Return the validated fields of a form, or the wrong ones; MalformedRequest when it is no form."""
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise MalformedRequest("the form cannot be read") from error
    try:
        return model.model_validate(dict(pairs)), []
    except ValidationError as error:
        return None, [
            FieldError("/" + "/".join(str(part) for part in detail["loc"]), "this is nothing that the form has")
            for detail in error.errors(include_url=False, include_input=False)
        ]
