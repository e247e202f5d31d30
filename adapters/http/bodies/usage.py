"""Bodies and queries about usage; records are tuples and dicts, because a batch brings a thousand of them."""

from typing import Annotated, NotRequired

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from typing_extensions import TypedDict

from adapters.http.bodies.common import DayQuery, ListQuery, Query
from adapters.http.fields import Cycle, Id, ProjectName, RecordName, Timestamp
from adapters.http.texts import LINE_PATTERN, TEXT_PATTERN
from application.usage.record_batch import MOST
from domain.plans.meter import LARGEST_QUANTITY, Meter
from domain.usage.metadata import MOST_BYTES, MOST_ENTRIES, check_size

Quantity = Annotated[
    Annotated[int, Field(ge=-LARGEST_QUANTITY, le=LARGEST_QUANTITY)]
    | Annotated[float, Field(ge=-LARGEST_QUANTITY, le=LARGEST_QUANTITY, allow_inf_nan=False)],
    Field(union_mode="left_to_right"),
    WithJsonSchema(
        {
            "type": "number",
            "minimum": -LARGEST_QUANTITY,
            "maximum": LARGEST_QUANTITY,
            "description": "A whole number, of compute with up to six decimals and up to 10^9; below 0 only in a "
            "correction.",
        }
    ),
]
MetadataKey = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=LINE_PATTERN)]
MetadataValue = Annotated[str, StringConstraints(max_length=512, pattern=TEXT_PATTERN)]
Metadata = Annotated[
    dict[MetadataKey, MetadataValue],
    AfterValidator(check_size),
    Field(
        max_length=MOST_ENTRIES,
        description=f"Up to {MOST_ENTRIES} entries, whose names and values together have at most {MOST_BYTES:,} bytes "
        "in UTF-8.",
    ),
]


class RecordBody(TypedDict):
    """A usage record: project P used that much of a meter, now or at `timestamp`."""

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)  # type: ignore[misc]

    project_id: ProjectName
    type: Meter
    quantity: Quantity
    metadata: NotRequired[Metadata | None]
    record_id: NotRequired[RecordName | None]
    timestamp: NotRequired[Timestamp | None]
    corrects: NotRequired[RecordName | None]


class BatchBody(TypedDict):
    """1 to 1,000 usage records, each of which counts or is refused alone."""

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)  # type: ignore[misc]

    records: Annotated[list[RecordBody], Field(min_length=1, max_length=MOST)]


class ResourcesQuery(ListQuery, DayQuery):
    """Which records: of a project, a type, on which days."""

    project_id: Id
    type: Meter | None = None


class ReportQuery(Query):
    """Which cycle; left out: the current one."""

    billing_cycle: Annotated[Cycle | None, Field(description="`YYYY-MM`.")] = None
