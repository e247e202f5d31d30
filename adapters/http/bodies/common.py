"""What all bodies and queries have in common."""

from typing import Annotated, Any, Final, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema

from adapters.http.fields import Day

MOST_LISTED: Final = 200
LISTED: Final = 50


T = TypeVar("T")


class _NotNull:
    """Takes `null` out of what a field may be: `None` is what it is when it was left out."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        if schema["type"] != "nullable":
            raise TypeError(f"{source} takes no null anyway")
        inner: CoreSchema = schema["schema"]
        return inner


Omittable = Annotated[T | None, _NotNull()]
"""A field of a change that may be left out, and then stays as it is; `null`, which it cannot become, is refused."""


class Body(BaseModel):
    """A JSON object: types are taken at their word, and there is nothing in it that nobody asked for."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    def clears(self, field: str) -> bool:
        """Tell whether a field was sent as `null`, and not left out."""
        return field in self.model_fields_set and getattr(self, field) is None


class Query(BaseModel):
    """Parameters: texts that are read as what they stand for."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ListQuery(Query):
    """Which part of a list is wanted."""

    limit: Annotated[int, Field(ge=1, le=MOST_LISTED, description="The most that is listed at once.")] = LISTED
    cursor: Annotated[
        str | None, Field(max_length=2048, description="`next_cursor` of the page before, with the same filters.")
    ] = None

    def filters(self) -> tuple[str, ...]:
        """Return what the list is narrowed to, as text: a cursor is good for the same filters alone."""
        chosen = {name: value for name, value in self.given().items() if name not in ("limit", "cursor")}
        return tuple(f"{name}={value}" for name, value in sorted(chosen.items()))

    def given(self) -> dict[str, str]:
        """Return the parameters as they stand in an address."""
        return {name: str(value) for name, value in self if value is not None}


class DayQuery(Query):
    """Days, both included, in UTC."""

    start_date: Annotated[Day | None, Field(description="The first day, in UTC.")] = None
    end_date: Annotated[Day | None, Field(description="The last day, in UTC, included.")] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start_date is not None and self.end_date is not None and self.end_date < self.start_date:
            raise ValueError("end_date lies before start_date")
        return self
