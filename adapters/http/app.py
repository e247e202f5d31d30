"""The Flask application: its url rules come from the table of routes, and lead into the pipeline."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import MethodNotAllowed as WrongMethod
from werkzeug.exceptions import NotFound as NoSuchPath
from werkzeug.routing import Rule

from adapters.http.call import Surroundings
from adapters.http.cursor import Cursors
from adapters.http.errors import MethodNotAllowed
from adapters.http.headers import base_headers, cors_headers, preflight_headers
from adapters.http.incoming import Environ, RequestIds, request_id
from adapters.http.pipeline import Asking, Lane, Pipeline
from adapters.http.problems import Problems
from adapters.http.readiness import Readiness
from adapters.http.reply import EMPTY, STATUS_LINES, Header, Reply
from adapters.http.route import AnyRoute
from adapters.http.routes import routes_of
from adapters.http.source import Sources
from adapters.http.web import Web
from application.application import Application
from application.ports.clock import Clock
from application.ports.log import Log
from domain.errors import NotFound, Refusal

StartResponse = Callable[..., Any]


class MatchedRule(Rule):
    """A rule whose URLs are matched, never built.

    For building, Werkzeug compiles two functions a rule: a third of the time that making the application takes.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: ARG002, FBT001, FBT002
        return _build_nothing


class HttpApi(Flask):
    """Flask with a short way: what the table of routes knows goes straight to the pipeline.

    Rules that others add, extensions and blueprints, are dispatched by Flask as ever.
    """

    def __init__(self, pipeline: Pipeline, routes: Sequence[AnyRoute], web: Web) -> None:
        super().__init__("adapters.http", static_folder=None, template_folder=None)
        self.url_map.merge_slashes = False
        self.routes = tuple(routes)
        self._pipeline = pipeline
        self._web = web
        self._bases = base_headers(web)
        self._new_id = RequestIds(web.unique())
        self._source_of = Sources(web.trusted_proxies)
        self._lanes: dict[str, Lane] = {}
        for route in routes:
            rule = MatchedRule(route.rule, endpoint=route.name, methods=[route.method], strict_slashes=True)
            self.url_map.add(rule)
            self._lanes[route.name] = Lane.of(route)
        self._urls = self.url_map.bind("localhost")

    def wsgi_app(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        method, path = environ["REQUEST_METHOD"], _path(environ)
        if path[:1] != "/" or "//" in path:  # werkzeug would look for what stands behind the first slashes
            return self._elsewhere(environ, start_response, path, NoSuchPath())
        try:
            rule, arguments = self._urls.match(path, method, return_rule=True)
        except HTTPException as error:
            return self._elsewhere(environ, start_response, path, error)
        lane = self._lanes.get(rule.endpoint)
        if lane is None:
            return super().wsgi_app(environ, start_response)
        source = self._source_of(environ, request_id(environ, self._new_id))
        asking = Asking(lane, path, arguments, environ, source)
        return self._send(environ, start_response, self._pipeline.reply(asking), asking.rates, source.request_id)

    def refuse(self, environ: Environ, start_response: StartResponse, refusal: Refusal) -> Iterable[bytes]:
        """Answer one request with what its server refuses it for, without looking at it."""
        known_as = request_id(environ, self._new_id)
        reply = self._pipeline.at.problems.reply(refusal, _path(environ), known_as)
        return self._send(environ, start_response, reply, (), known_as)

    def _elsewhere(
        self, environ: Environ, start_response: StartResponse, path: str, error: HTTPException
    ) -> Iterable[bytes]:
        """Answer where no route is: 404, 405, or which methods there are."""
        known_as = request_id(environ, self._new_id)
        if isinstance(error, WrongMethod):
            allowed = tuple(sorted({*(error.valid_methods or ()), "OPTIONS"}))
            if environ["REQUEST_METHOD"] == "OPTIONS":
                told = ", ".join(allowed)
                reply = Reply(204, b"", (("Allow", told), *preflight_headers(told)))
            else:
                reply = self._pipeline.at.problems.reply(MethodNotAllowed(allowed), path, known_as)
        else:
            reply = self._pipeline.at.problems.reply(NotFound(), path, known_as)
        return self._send(environ, start_response, reply, (), known_as)

    def _send(
        self,
        environ: Environ,
        start_response: StartResponse,
        reply: Reply,
        rates: tuple[Header, ...],
        known_as: str | None,
    ) -> Iterable[bytes]:
        status, body, own, media_type = reply
        base = self._bases.get(media_type)
        if base is None:
            base = (*self._bases[""], ("Content-Type", media_type))
        headers = [*base, *own, *rates, ("X-Request-Id", known_as or "")]
        if status in EMPTY:
            headers.remove(("Content-Type", media_type))
        else:
            headers.append(("Content-Length", str(len(body))))
        if self._web.cors_origins:
            headers.extend(cors_headers(self._web, environ.get("HTTP_ORIGIN")))
        start_response(STATUS_LINES[status], headers)
        return (b"",) if environ["REQUEST_METHOD"] == "HEAD" else (body,)


def _build_nothing(*_: object) -> tuple[str, str]:
    raise NotImplementedError("URLs of the API are matched, never built")


def _path(environ: Environ) -> str:
    path: str = environ["PATH_INFO"]
    return path if path.isascii() else path.encode("latin-1", "replace").decode("utf-8", "replace")


def create_app(
    application: Application, clock: Clock, log: Log, web: Web, routes: Sequence[AnyRoute] | None = None
) -> HttpApi:
    """Return the API over the use cases, with all routes if none are named; nothing is started, nothing listens."""
    web = replace(web, ready=Readiness(web.ready))
    at = Surroundings(application, clock, web, Problems(web.public_url), Cursors(web.cursor_secret))
    return HttpApi(Pipeline(at, log), routes_of(web) if routes is None else routes, web)
