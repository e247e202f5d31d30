"""What a project holds in storage, as an item."""

from typing import Final

from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import Attributes, Item, as_moment, as_number, as_text, moment, number, text
from domain.ids import ProjectId
from domain.usage.gauge import Gauge

_SCHEMA: Final = 1


def to_item(gauge: Gauge) -> Item:
    return {
        "schema": number(_SCHEMA),
        "project": text(gauge.project_id),
        "held": number(gauge.held),
        "at": moment(gauge.at),
        "version": number(gauge.version),
    }


def from_item(item: Attributes) -> Gauge:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return Gauge(
        project_id=ProjectId(as_text(item["project"])),
        held=as_number(item["held"]),
        at=as_moment(item["at"]),
        version=as_number(item["version"]),
    )
