"""The routes about the house itself: its health, its document, its problems, and, in demos, its mail and its clock."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from adapters.http.answers.common import Listed, listed
from adapters.http.answers.house import ClockAnswer, MailAnswer, StandingAnswer, present_mail
from adapters.http.bodies.house import ClockBody
from adapters.http.call import Call
from adapters.http.pages import DOCUMENT_PAGE, asset, problem_page
from adapters.http.problem_types import PROBLEM_OF, ProblemType
from adapters.http.reply import HTML, Reply, shown
from adapters.http.route import AnyRoute, NoBody, NoQuery, Public, Route
from domain.errors import NotFound, Unavailable

Plain = Call[NoBody, NoQuery]


def health(_: Plain) -> str:
    """Tell that the process is alive."""
    return "ok"


def readiness(call: Plain) -> str:
    """Tell that the store can be reached; Unavailable when it cannot."""
    if not call.at.web.ready():
        raise Unavailable
    return "ready"


def show_standing(_: Plain, status: str) -> Reply:
    """Show how it stands."""
    return shown({"status": status})


def problem(call: Plain) -> ProblemType:
    """Find a problem by its slug."""
    kind = PROBLEM_OF.get(call.arguments["slug"])
    if kind is None:
        raise NotFound
    return kind


def show_problem(_: Plain, kind: ProblemType) -> Reply:
    """Show what a problem means."""
    return Reply(200, problem_page(kind), media_type=HTML)


def file_of_document(call: Plain) -> tuple[bytes, str]:
    """Find a file of the browsable document."""
    found = asset(call.arguments["file"])
    if found is None:
        raise NotFound
    return found


def show_file(_: Plain, file: tuple[bytes, str]) -> Reply:
    """Show a file as what it is."""
    body, media_type = file
    return Reply(200, body, media_type=media_type)


def house_routes(document: Callable[[], bytes]) -> tuple[AnyRoute, ...]:
    """Return the routes that every assembly has; `document` describes them all."""
    described = cache(document)
    return (
        Route(
            method="GET", path="/health", name="health", tag="House", summary="Whether the process is alive",
            access=Public.ANYONE, body=NoBody, query=NoQuery, act=health, show=show_standing,
            answers={200: StandingAnswer},
        ),
        Route(
            method="GET", path="/ready", name="ready", tag="House", summary="Whether the store can be reached",
            access=Public.ANYONE, body=NoBody, query=NoQuery, act=readiness, show=show_standing,
            answers={200: StandingAnswer},
        ),
        Route(
            method="GET", path="/openapi.json", name="openapi", tag="House", summary="This document",
            access=Public.ANYONE, body=NoBody, query=NoQuery, act=lambda _: described(),
            show=lambda _, body: Reply(200, body), answers={200: dict[str, object]},
        ),
        Route(
            method="GET", path="/docs", name="docs", tag="House", summary="This document, to be browsed",
            access=Public.ANYONE, body=NoBody, query=NoQuery, act=lambda _: DOCUMENT_PAGE,
            show=lambda _, body: Reply(200, body, media_type=HTML), answers={200: str}, media_type=HTML,
        ),
        Route(
            method="GET", path="/docs/{file}", name="docs_file", tag="House", summary="What the browsable page needs",
            access=Public.ANYONE, body=NoBody, query=NoQuery, act=file_of_document, show=show_file,
            answers={200: str}, refusals=(404,), media_type="text/*",
        ),
        Route(
            method="GET", path="/problems/{slug}", name="explain_problem", tag="House",
            summary="What a problem means, and what to do",
            access=Public.ANYONE, body=NoBody, query=NoQuery, act=problem, show=show_problem, answers={200: str},
            refusals=(404,), media_type=HTML,
        ),
    )  # fmt: skip


def show_outbox(call: Plain, _: None) -> Reply:
    """Show the mail that was sent, newest first."""
    sent = call.at.web.outbox
    return shown(listed(present_mail, sent() if sent is not None else ()))


def nothing(_: Plain) -> None:
    """Ask for nothing."""


def put_forward(call: Call[ClockBody, NoQuery]) -> datetime:
    """Put the clock forward."""
    if call.at.web.put_forward is None:
        raise NotFound
    call.at.web.put_forward(timedelta(days=call.body.days, hours=call.body.hours, minutes=call.body.minutes))
    return call.at.now()


def show_time(_: Call[ClockBody, NoQuery], now: datetime) -> Reply:
    """Show what time it is now."""
    return shown(ClockAnswer(now=now))


CLOCK: tuple[AnyRoute, ...] = (
    Route(
        method="POST", path="/dev/clock", name="put_forward", tag="House",
        summary="Put the clock forward; only where it is a shifted one",
        access=Public.ANYONE, body=ClockBody, query=NoQuery, act=put_forward, show=show_time,
        answers={200: ClockAnswer},
    ),
)  # fmt: skip

OUTBOX: tuple[AnyRoute, ...] = (
    Route(
        method="GET", path="/dev/outbox", name="outbox", tag="House",
        summary="The mail that was sent, newest first; only where it is kept instead of delivered",
        access=Public.ANYONE, body=NoBody, query=NoQuery, act=nothing, show=show_outbox,
        answers={200: Listed[MailAnswer]},
    ),
)  # fmt: skip
