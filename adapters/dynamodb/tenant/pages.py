"""Pages of lists: one query for a full page, and never more than four times the limit read."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from adapters.dynamodb.engine.gateway import Gateway, Span
from adapters.dynamodb.items.values import Item
from application.unit_of_work import Page

Listed = TypeVar("Listed")

READ_FOR_EACH: Final = 4
"""Items read at most for each that is asked for; a short page with a cursor is legal."""


def page(
    gateway: Gateway,
    span: Span,
    limit: int,
    of_item: Callable[[Item], Listed],
    where: Callable[[Listed], bool],
) -> Page[Listed]:
    """Return up to `limit` items of a span that `where` takes; `next` is the sort key of the last one that was read.

    The first query reads one item more than the limit, to know whether the page is the last.
    """
    return page_of_all(gateway, [span], limit, of_item, where)


def page_of_all(
    gateway: Gateway,
    spans: Iterable[Span],
    limit: int,
    of_item: Callable[[Item], Listed],
    where: Callable[[Listed], bool],
) -> Page[Listed]:
    """Return a page of spans that follow one another, as if they were one."""
    found: list[Listed] = []
    last: str | None = None
    most, read = READ_FOR_EACH * limit, 0
    for span in spans:
        for item in gateway.items(span, min(limit - len(found), most - read) + 1):
            if len(found) == limit or read == most:
                return Page(tuple(found), last)
            read += 1
            last = item[span.sort]["S"]
            listed = of_item(item)
            if where(listed):
                found.append(listed)
    return Page(tuple(found), None)
