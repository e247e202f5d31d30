"""Lists in parts: where one goes on, and how it is told."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from adapters.http.answers.common import listed
from adapters.http.bodies.common import ListQuery
from adapters.http.call import Call
from adapters.http.reply import Reply, dump
from application.unit_of_work import Page

S = TypeVar("S")
T = TypeVar("T")
ListCall = Call[Any, ListQuery]


def start_of(call: ListCall) -> str | None:
    """Return where the list that is asked for goes on; None at its beginning."""
    cursor = call.query.cursor
    return None if cursor is None else call.at.cursors.open(_name(call), cursor)


def page_reply(call: ListCall, page: Page[S], present: Callable[[S], T]) -> Reply:
    """Return one page, with `next_cursor` and a link to what follows (RFC 8288)."""
    if page.next is None:
        return Reply(200, dump(listed(present, page.items)))
    cursor = call.at.cursors.seal(_name(call), page.next)
    asked = {**call.query.given(), "cursor": cursor}
    link = f'<{quote(call.path)}?{urlencode(asked)}>; rel="next"'
    return Reply(200, dump(listed(present, page.items, cursor)), (("Link", link),))


def _name(call: ListCall) -> tuple[str, ...]:
    return (call.organization_id, call.path, *call.query.filters())
