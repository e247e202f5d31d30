"""The order in which every request is checked, from its size to the use case, and how it is answered."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any, Final

from pydantic import BaseModel, TypeAdapter, ValidationError

from adapters.http.authentication import authenticate
from adapters.http.besides import Beside
from adapters.http.call import Call, Surroundings
from adapters.http.errors import InternalError, MalformedRequest
from adapters.http.idempotency import fingerprint, pack, read_key, unpack
from adapters.http.incoming import Environ, read_body
from adapters.http.rates import rate_headers
from adapters.http.reply import EMPTY, Header, Reply
from adapters.http.route import AnyRoute, NoBody, Repeating, Sent
from adapters.http.sent import Signed
from adapters.http.validation import merged, read_json, read_query, refuse
from application.access.authenticated import Authenticated
from application.access.find_answer import same_answer
from application.access.rate_limited import RateLimited
from application.actor import Actor, Once, Source
from application.ports.log import Log
from application.races import AlreadyAnswered
from domain.audit.audit_event import ActorKind
from domain.errors import FieldError, InvalidRequest, Refusal
from domain.ids import OrganizationId
from domain.roles.permission import Permission
from domain.roles.refusals import PermissionDenied

AnyCall = Call[Any, Any]

NEVER: Final = -1
"""A version that nothing has."""

KEPT_FOR_STRANGERS: Final = timedelta(minutes=10)
"""How long an answer to an anonymous caller is kept: long enough to ask again after a lost connection."""

_NOTHING: Final = NoBody()

_CHARSETS: Final = frozenset({"", "charset=utf-8", 'charset="utf-8"', "charset=utf8", 'charset="utf8"'})
"""How UTF-8 is named (`utf8` is a label of it in the WHATWG Encoding Standard), or left unnamed."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A route with what can be made ready for it beforehand."""

    route: AnyRoute
    read: Callable[[bytes], tuple[Any, list[FieldError]]]
    default_query: BaseModel | None
    """What no query means; None where something is needed."""
    default_body: BaseModel | None
    """What no body means; None where something is needed."""

    @classmethod
    def of(cls, route: AnyRoute) -> "Lane":
        """Make a route ready."""
        reads = route.reads or partial(read_json, TypeAdapter(route.body), rules=route.rules)
        return cls(route, reads, _default(route.query), _default(route.body) if route.method == "POST" else None)


@dataclass(slots=True)
class Asking:
    """One request on its way through the checks."""

    lane: Lane
    path: str
    arguments: Mapping[str, str]
    environ: Environ
    source: Source
    rates: tuple[Header, ...] = field(default=())
    organization_id: OrganizationId | None = None
    """Whose credential it carries, once that is known."""
    authenticated: Authenticated | None = None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Checks a request in the order of the contract; the first check that fails words the answer."""

    at: Surroundings
    log: Log

    def reply(self, asking: Asking) -> Reply:
        """Return the answer, whatever happens."""
        try:
            return self._reply(asking)
        except Refusal as refusal:
            return self.at.problems.reply(refusal, asking.path, asking.source.request_id, asking.organization_id)
        except Exception as error:  # noqa: BLE001 - the caller learns nothing of it but the request's id
            self.log.failure("request.failed", error, request_id=asking.source.request_id, path=asking.path)
            return self.at.problems.reply(InternalError(), asking.path, asking.source.request_id)

    def _reply(self, asking: Asking) -> Reply:
        raw = read_body(asking.environ)
        actor = self._admitted(asking)
        try:
            call = self._read(asking, raw, actor)
        except (MalformedRequest, InvalidRequest):
            self._admit(asking, asking.lane.route.unread)
            raise
        route, environ = asking.lane.route, asking.environ
        if route.repeating is not Repeating.UNNOTICED and "HTTP_IDEMPOTENCY_KEY" in environ:
            return self._once(route, call, raw, environ["HTTP_IDEMPOTENCY_KEY"])
        answer = route.show(call, route.act(call))
        if route.steady and "HTTP_IF_NONE_MATCH" in environ:
            return _unless_known(answer, environ["HTTP_IF_NONE_MATCH"])
        return answer

    def _admitted(self, asking: Asking) -> Actor | None:
        """Return who asks: 400 two credentials, 401, 429, 404 foreign organization, 403."""
        use, route = self.at.application, asking.lane.route
        named = asking.arguments.get("org_id")
        authenticated = authenticate(use, route, named, asking.environ, asking.source)
        if authenticated is None:
            return None
        verdict = use.throttle(authenticated)
        asking.rates = rate_headers(verdict)
        if verdict.violated:
            raise RateLimited(verdict)
        actor = authenticated.actor
        asking.organization_id = actor.organization_id
        asking.authenticated = authenticated
        self._admit(asking, route.permission)
        return actor

    def _admit(self, asking: Asking, permission: Permission | None) -> None:
        """Refuse who may not come to the organization of the path with a permission; None asks for nothing."""
        authenticated, named = asking.authenticated, asking.arguments.get("org_id")
        if permission is None or authenticated is None:
            return
        actor = authenticated.actor
        wanted = actor.organization_id if named is None else OrganizationId(named)
        self.at.application.admit(authenticated, permission, wanted)
        if not asking.lane.route.takes_key and actor.kind is ActorKind.API_KEY:
            raise PermissionDenied(permission.rule.name)

    def _read(self, asking: Asking, raw: bytes, actor: Actor | None) -> AnyCall:
        """Return what was sent: 400 if it cannot be read, 422 with all that is wrong with it."""
        lane, environ = asking.lane, asking.environ
        body, wrong = _body(lane, environ, raw)
        if wrong and lane.route.beside is not None:
            wrong = merged(wrong, self._beside(lane.route.beside, raw))
        query = lane.default_query
        if query is None or environ.get("QUERY_STRING"):
            query, wrong_in_query = read_query(lane.route.query, environ.get("QUERY_STRING", ""))
            wrong = [*wrong, *wrong_in_query]
        version = None
        if lane.route.versioned and "HTTP_IF_MATCH" in environ:
            version = _version(environ["HTTP_IF_MATCH"], wrong)
        key = None
        if lane.route.repeating is not Repeating.UNNOTICED and "HTTP_IDEMPOTENCY_KEY" in environ:
            key = _key(environ["HTTP_IDEMPOTENCY_KEY"], wrong)
        refuse(wrong)
        return Call(
            self.at, asking.path, asking.arguments, body, query, asking.source, actor, None, key, version
        )  # fmt: skip

    def _beside(self, beside: Beside, raw: bytes) -> list[FieldError]:
        sent = json.loads(raw)
        return beside(self.at, sent) if isinstance(sent, dict) else []

    def _once(self, route: AnyRoute, call: AnyCall, raw: bytes, sent_key: str) -> Reply:
        """Let a request take effect once: its first answer is given again.

        Also where an equal one was answered meanwhile, and what it has changed is what stands in the way now. An
        anonymous caller is looked up only behind the limit of the use case, as it could be a stranger who guesses.
        """
        if route.repeating is Repeating.RECORDED:
            return route.show(call, route.act(call))
        keep = route.keep or route.show
        once = Once(_scope(route, call), read_key(sent_key), fingerprint(raw), lambda result: pack(keep(call, result)))
        if call.someone is None:
            once = replace(once, kept_for=KEPT_FOR_STRANGERS)
        elif route.repeating is Repeating.ANSWERED:
            kept = self.at.application.find_answer(once)
            if kept is not None:
                return unpack(kept)
        someone = None if call.someone is None else call.someone.once_only(once)
        acting = call._replace(someone=someone, once=once)
        try:
            return route.show(acting, route.act(acting))
        except AlreadyAnswered as known:
            return unpack(same_answer(once, known.answer))
        except RateLimited:
            raise
        except Refusal:
            kept = self.at.application.find_answer(once)
            if kept is None:
                raise
            return unpack(kept)


def _default(model: type) -> BaseModel | None:
    try:
        return model() if issubclass(model, BaseModel) else None
    except ValidationError:
        return None


def _body(lane: Lane, environ: Environ, raw: bytes) -> tuple[Any, list[FieldError]]:
    route = lane.route
    if not route.reads_body:
        return _NOTHING, []
    if route.sent_as is Sent.SIGNED:
        return Signed(raw, environ.get("HTTP_STRIPE_SIGNATURE", "")), []
    if not raw and lane.default_body is not None:
        return lane.default_body, []
    if "HTTP_CONTENT_ENCODING" in environ:
        raise MalformedRequest("bodies are read as they are: send no Content-Encoding")
    if not _is_sent_as(route.sent_as.value, environ.get("CONTENT_TYPE", "")):
        raise MalformedRequest(f"a body is sent as {route.sent_as.value}, in UTF-8")
    return lane.read(raw)


def _is_sent_as(wanted: str, content_type: str) -> bool:
    if content_type == wanted:
        return True
    media_type, *parameters = [part.strip().lower() for part in content_type.split(";")]
    return media_type == wanted and set(parameters) <= _CHARSETS


def _version(if_match: str, wrong: list[FieldError]) -> int | None:
    """Read `If-Match` (RFC 9110, section 13.1.1): one entity tag, or `*`. A weak one matches nothing."""
    tag = if_match.strip()
    if tag == "*":
        return None
    opaque = tag.removeprefix("W/")
    if not (len(opaque) >= 2 and opaque[0] == opaque[-1] == '"' and '"' not in opaque[1:-1]):
        wrong.append(FieldError("header/If-Match", "this is one entity tag, such as an ETag that we gave out"))
        return NEVER
    digits = opaque[1:-1]
    known = tag == opaque and digits.isascii() and digits.isdecimal() and len(digits) < 19 and digits[0] != "0"
    return int(digits) if known else NEVER


def _key(text: str, wrong: list[FieldError]) -> str | None:
    try:
        return read_key(text)
    except InvalidRequest as refusal:
        wrong.extend(refusal.errors)
        return None


def _scope(route: AnyRoute, call: AnyCall) -> str:
    actor = call.someone
    if actor is None:
        return f"{route.method} {call.path} {call.body.slug} {call.source.address}"
    return f"{actor.organization_id}/{actor.kind}/{actor.id} {route.method} {call.path}"


def _unless_known(answer: Reply, if_none_match: str) -> Reply:
    """Return 304 when the caller has this very version (RFC 9110, section 13.1.2; compared weakly)."""
    tag = dict(answer.headers).get("ETag")
    named = [known.strip().removeprefix("W/") for known in if_none_match.split(",")]
    if tag is None or answer.status in EMPTY or not (tag in named or named == ["*"]):
        return answer
    return Reply(304, b"", answer.headers)
