"""One operation: a route's name, parameters, body and answers."""

import inspect
import re
from typing import Any, Final

from adapters.http.idempotency import LONGEST_KEY
from adapters.http.openapi.examples import ids_example
from adapters.http.openapi.responses import responses
from adapters.http.openapi.schemas import Schemas
from adapters.http.reply import JSON
from adapters.http.route import AnyRoute, NoQuery, Public, Repeating, Sent

Json = dict[str, Any]

_TEXT_SCHEMA: Final[Json] = {"type": "string", "maxLength": 64, "pattern": "^[a-z0-9._-]+$"}
_MEDIA_TYPES: Final = {Sent.JSON: JSON, Sent.FORM: Sent.FORM.value, Sent.SIGNED: JSON}
_MAY_BE_EMPTY: Final = frozenset({"rotate_api_key", "open_portal"})
_KEY_MEANS: Final = {
    Repeating.ANSWERED: "The same key and body again within 24 hours: the first answer again.",
    Repeating.BY_ELEMENT: "Each element is answered once within 24 hours, under the key, a colon and its index.",
    Repeating.RECORDED: "Records without a `record_id` are named by the key, a colon and their index.",
}


def operation(route: AnyRoute, schemas: Schemas) -> Json:
    """Return the operation of a route."""
    known: Json = {
        "operationId": route.name,
        "summary": route.summary,
        "description": _description(route),
        "tags": [route.tag],
        "security": _security(route),
        "parameters": [*_path(route), *_query(route, schemas), *_headers(route)],
        "responses": responses(route, schemas),
    }
    if route.has_body:
        known["requestBody"] = {
            "required": route.name not in _MAY_BE_EMPTY,
            "content": {_MEDIA_TYPES[route.sent_as]: {"schema": schemas.body(route)}},
        }
    return known


def _description(route: AnyRoute) -> str:
    """Say what the use case promises, and who may ask for it."""
    promise = inspect.getdoc(route.use_case or route.act) or f"{route.summary}."
    if route.access is Public.ANYONE_OR_PERSON:
        return f"{promise}\n\nA person who is signed in may send its bearer token."
    if route.permission is None:
        return promise
    rule = route.permission.rule
    scope = f", or a key with the scope `{rule.scope.value}`" if route.takes_key and rule.scope else ""
    return f"{promise}\n\nNeeds the permission `{rule.name}`{scope}."


def _security(route: AnyRoute) -> list[Json]:
    """Return the credentials of which one is needed; a token that may be left out stands in the description.

    Generators take a route with an optional credential for one that needs it.
    """
    if isinstance(route.access, Public):
        return []
    return [{"token": []}, {"key": []}] if route.takes_key else [{"token": []}]


def _path(route: AnyRoute) -> list[Json]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": _id_schema(name) if name.endswith("_id") else _TEXT_SCHEMA,
        }
        for name in re.findall(r"{(\w+)}", route.path)
    ]


def _id_schema(name: str) -> Json:
    return {"type": "string", "maxLength": 64, "pattern": "^[a-z0-9_]+$", "examples": [ids_example(name)]}


def _query(route: AnyRoute, schemas: Schemas) -> list[Json]:
    if route.query is NoQuery:
        return []
    whole = schemas.query(route)
    needed = whole.get("required", ())
    return [_parameter(name, dict(schema), name in needed) for name, schema in whole["properties"].items()]


def _parameter(name: str, schema: Json, needed: bool) -> Json:  # noqa: FBT001 - a fact, not a switch
    parameter: Json = {"name": name, "in": "query", "required": needed}
    if "description" in schema:
        parameter["description"] = schema.pop("description")
    branches = [branch for branch in schema.get("anyOf", ()) if branch != {"type": "null"}]
    return {**parameter, "schema": branches[0] if len(branches) == 1 else schema}


def _headers(route: AnyRoute) -> list[Json]:
    known: list[Json] = []
    if route.repeating is not Repeating.UNNOTICED:
        known.append(
            _header(
                "Idempotency-Key",
                {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!#-~]([ -~]*[!-~])?$"},
                _KEY_MEANS[route.repeating],
            )
        )
    if route.versioned:
        known.append(
            _header("If-Match", {"type": "string", "pattern": '^"[1-9][0-9]{0,17}"$'}, "The version to be changed.")
        )
    if route.sent_as is Sent.SIGNED:
        said = "When it was signed, and with what, as Stripe writes it. Without a good one the notice is refused."
        known.append(_header("Stripe-Signature", {"type": "string"}, said))
    if route.steady:
        known.append(_header("If-None-Match", {"type": "string"}, "The version that is known: 304 if it still stands."))
    return known


def _header(name: str, schema: Json, description: str) -> Json:
    return {"name": name, "in": "header", "required": False, "schema": schema, "description": description}
