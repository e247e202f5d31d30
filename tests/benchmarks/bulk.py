"""Many tenants in a table without founding each: what one of them has is written again under other ids."""

import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from typing import Any, Final

from adapters.dynamodb.engine.client import LazyClient
from domain.ids import OrganizationId

AT_ONCE: Final = 25
"""Items in one BatchWriteItem."""

WRITERS: Final = 4
NUMBERED: Final = re.compile(r"(?P<kind>org|per|ses|wrk)_[0-9a-z]{26}|company-0")
"""What is unique among all tenants; users, projects and keys are their tenant's own."""

Item = Mapping[str, Any]


def of_tenant(company: OrganizationId, number: int) -> OrganizationId:
    """Return the id of the tenant of that number: as long as the first one's."""
    return OrganizationId(f"{company[:-6]}{number:06}")


def multiply(endpoint: str, table: str, tenants: int) -> None:
    """Write all that the table holds, which is one tenant's, again for every other number up to `tenants`."""
    connect = LazyClient(endpoint)
    pages = connect().get_paginator("scan").paginate(TableName=table)
    template = [item for page in pages for item in page["Items"] if not _is_shared(item)]
    copies = chain.from_iterable((_numbered(item, number) for item in template) for number in range(1, tenants))

    def write(items: list[Item]) -> None:
        requests: Any = [{"PutRequest": {"Item": item}} for item in items]
        while requests:
            answer = connect().batch_write_item(RequestItems={table: requests})
            requests = answer["UnprocessedItems"].get(table, [])

    with ThreadPoolExecutor(WRITERS) as writers:
        for batch in _waves(copies):
            list(writers.map(write, batch))


def _is_shared(item: Item) -> bool:
    partition: str = item["PK"]["S"]
    return partition.startswith(("rate#", "lease#", "due#"))


def _waves(items: Iterable[Item]) -> Iterator[list[list[Item]]]:
    rest = iter(items)
    while wave := [batch for _ in range(WRITERS * 8) if (batch := list(islice(rest, AT_ONCE)))]:
        yield wave


def _numbered(value: Any, number: int) -> Any:
    match value:
        case Mapping():
            return {key: _numbered(part, number) for key, part in value.items()}
        case list():
            return [_numbered(part, number) for part in value]
        case str():
            return NUMBERED.sub(lambda found: _renamed(found, number), value)
        case _:
            return value


def _renamed(found: re.Match[str], number: int) -> str:
    return f"company-{number}" if found["kind"] is None else f"{found[0][:-6]}{number:06}"
