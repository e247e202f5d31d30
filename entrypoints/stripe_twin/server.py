"""The twin on a port of this machine: the API, the pages, and a clock that people may move."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from socket import SHUT_RDWR
from threading import Event, Thread
from typing import TYPE_CHECKING, final

from flask import Flask, Response, jsonify, redirect, request
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Response as Redirect

from entrypoints.stripe_twin import billing, cards, checkout, pages, portal
from entrypoints.stripe_twin.objects import Obj
from entrypoints.stripe_twin.refusals import Refusal, declined
from entrypoints.stripe_twin.requests import Request

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

TICK = 0.2
"""Seconds between two looks at what is due and what is to be delivered."""
PATIENCE = 100.0
"""How long a request hangs at most: longer than the SDK waits by default."""
Page = str | Response | Redirect | tuple[str, int]


def app_of(twin: "StripeTwin") -> Flask:
    app = Flask("entrypoints.stripe_twin", static_folder=None)
    app.add_url_rule("/v1/<path:rest>", "api", lambda rest: _api(twin, rest), methods=["GET", "POST", "DELETE"])
    app.add_url_rule("/c/pay/<name>", "checkout", lambda name: _page(twin, _checkout, name), methods=["GET", "POST"])
    app.add_url_rule("/p/session/<name>", "portal", lambda name: _page(twin, _portal, name), methods=["GET", "POST"])
    app.add_url_rule("/i/<name>", "invoice", lambda name: _page(twin, _invoice, name), methods=["GET", "POST"])
    app.add_url_rule("/i/<name>/pdf", "pdf", lambda name: _page(twin, _invoice, name), methods=["GET"])
    app.add_url_rule("/_twin/clock", "clock", lambda: _clock(twin), methods=["GET", "POST"])
    app.register_error_handler(404, lambda _: (_not_found(), 404))
    return app


@contextmanager
def served(twin: "StripeTwin", port: int = 0, *, tick: bool = False) -> Iterator[str]:
    """Serve on 127.0.0.1 (0: any free port) and hand out the base URL; with `tick`, time and webhooks go by themselves.

    A test leaves `tick` off, moves its clock and calls `catch_up` and `deliver` itself.
    """
    server = make_server("127.0.0.1", port, app_of(twin), threaded=True, request_handler=_Quiet)
    twin.base_url = f"http://127.0.0.1:{server.server_port}"
    stopped = Event()
    threads = [Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)]
    threads += [Thread(target=_tick, args=(twin, stopped), daemon=True)] if tick else []
    for thread in threads:
        thread.start()
    try:
        yield twin.base_url
    finally:
        stopped.set()
        twin.faults.clear()
        server.shutdown()
        for thread in threads:
            thread.join(timeout=25)
        server.server_close()


@final
class _Quiet(WSGIRequestHandler):
    """Keeps no log of requests: the twin has its own."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None: ...


@final
@dataclass(frozen=True)
class _Visit:
    """Somebody at a page: the object it is about, and the form that came with it."""

    twin: "StripeTwin"
    name: str
    form: dict[str, str] | None


def _tick(twin: "StripeTwin", stopped: Event) -> None:
    while not stopped.wait(TICK):
        twin.catch_up()
        twin.deliver()


def _api(twin: "StripeTwin", rest: str) -> Response:
    fields = request.query_string if request.method != "POST" else request.get_data()
    answer = twin.answer(
        Request(request.method, f"/v1/{rest}", fields.decode("utf-8", "replace"), dict(request.headers))
    )
    if answer.status == 0:
        return _hung_up(twin, hang=answer.body == "HANG")
    response = jsonify(answer.body)
    response.status_code = answer.status
    response.headers.update(answer.headers)
    return response


def _hung_up(twin: "StripeTwin", *, hang: bool) -> Response:
    """End the connection without a byte; a client sees that its peer is gone."""
    if hang:
        twin.faults.released.clear()
        twin.faults.released.wait(PATIENCE)
    request.environ["werkzeug.socket"].shutdown(SHUT_RDWR)
    return Response(status=500)


def _page(twin: "StripeTwin", show: Callable[[_Visit], Page], name: str) -> Page:
    form = dict(request.form) if request.method == "POST" else None
    with twin.lock:
        twin.catch_up()
        try:
            return show(_Visit(twin, name, form))
        except Refusal as refusal:
            return pages.gone_page(refusal.message), refusal.status


def _checkout(visit: _Visit) -> Page:
    twin = visit.twin
    session = twin.get("checkout.session", visit.name)
    if session["status"] == "expired":
        return pages.gone_page("This checkout session has expired."), 410
    if session["status"] == "complete":
        return _success(session)
    if visit.form is None:
        return pages.checkout_page(twin, session)
    try:
        checkout.complete(twin, session, visit.form.get("card_number") or None, visit.form.get("email"))
    except Refusal as refusal:
        return pages.checkout_page(twin, session, refusal.message), refusal.status
    return _success(session)


def _success(session: Obj) -> Page:
    return redirect(session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]), 303)


def _portal(visit: _Visit) -> Page:
    session = portal.opened(visit.twin, visit.name)
    if visit.form is None:
        return pages.portal_page(visit.twin, session)
    try:
        notice = pages.portal_deed(visit.twin, session, visit.form)
    except Refusal as refusal:
        return pages.portal_page(visit.twin, session, refusal.message), refusal.status
    return pages.portal_page(visit.twin, session, notice=notice)


def _invoice(visit: _Visit) -> Page:
    twin = visit.twin
    invoice = twin.get("invoice", visit.name)
    if visit.form is None or invoice["status"] != "open":
        return pages.invoice_page(invoice)
    try:
        card = cards.of_number(twin, visit.form.get("card_number", ""))
        if card["_refuses"] or not billing.collect(twin, invoice, card, by_hand=True):
            raise declined()
    except Refusal as refusal:
        return pages.invoice_page(invoice, refusal.message), refusal.status
    return pages.invoice_page(invoice)


def _clock(twin: "StripeTwin") -> Response:
    if request.method == "POST":
        twin.advance(int((request.get_json(silent=True) or request.form).get("advance_seconds", 0)))
    return jsonify({"now": twin.now, "offset_seconds": twin.offset})


def _not_found() -> Response:
    words = f"Unrecognized request URL ({request.method}: {request.path})."
    return jsonify({"error": {"message": words, "type": "invalid_request_error"}})
