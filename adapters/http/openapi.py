"""The OpenAPI 3.1 document, made from the table of routes and the models that validate."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core.core_schema import WithDefaultSchema

from adapters.http.answers.common import Problem
from adapters.http.idempotency import LONGEST_KEY
from adapters.http.problem_types import PROBLEM_TYPES
from adapters.http.reply import EMPTY, JSON, PROBLEM
from adapters.http.route import AnyRoute, NoQuery, Public, Repeating, Sent

Json = dict[str, Any]

REF: Final = "#/components/schemas/{model}"
VERSION: Final = "1"

_ID_SCHEMA: Final[Json] = {"type": "string", "maxLength": 64, "pattern": "^[a-z0-9_]+$"}
_TEXT_SCHEMA: Final[Json] = {"type": "string", "maxLength": 64, "pattern": "^[a-z0-9._-]+$"}
_EVERYWHERE: Final = (500, 503)

DESCRIPTION: Final = (
    "The back office of a multi-tenant SaaS. People send `Authorization: Bearer <token>`, machines `X-API-Key: <key>`; "
    "never both. Errors are problems (RFC 9457) of the types under `/problems`. Lists go on at `next_cursor`."
)


def document(routes: Sequence[AnyRoute], server: str) -> Json:
    """Return the document of these routes."""
    schemas = Schemas(routes)
    paths: dict[str, Json] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tenantry",
            "version": VERSION,
            "description": DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}, {"url": server}] if server else [{"url": "/"}],
        "tags": [{"name": tag} for tag in dict.fromkeys(route.tag for route in routes)],
        "paths": paths,
        "components": {
            "schemas": schemas.components,
            "headers": _HEADERS,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
            },
            "responses": {str(status): _problem_response(status) for status in _statuses()},
        },
    }


class _Generator(GenerateJsonSchema):
    """Says of a field that may be left out just that: `None` is how we note it, not what was meant."""

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        if schema.get("default", ...) is None:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)


class Schemas:
    """The JSON schemas of all bodies and answers, each model once."""

    def __init__(self, routes: Iterable[AnyRoute]) -> None:
        wanted: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = [
            ("Problem", "serialization", TypeAdapter(Problem))
        ]
        for route in routes:
            if route.has_body:
                wanted.append((f"{route.name} body", "validation", TypeAdapter(route.documented or route.body)))
            wanted.append((f"{route.name} query", "validation", TypeAdapter(route.query)))
            wanted += [
                (f"{route.name} {status}", "serialization", TypeAdapter(answer))
                for status, answer in route.answers.items()
                if answer is not None
            ]
        self._found, defined = TypeAdapter.json_schemas(wanted, ref_template=REF, schema_generator=_Generator)
        self._definitions: Json = defined.get("$defs", {})
        self.components = self._used()

    def _used(self) -> Json:
        """Return the definitions that something points to: the whole of a query is nowhere told of."""
        queries = {schema.get("$ref") for (key, _), schema in self._found.items() if key.endswith(" query")}
        parts = [schema for schema in self._found.values() if schema.get("$ref") not in queries]
        parts += [self._definitions[_name(reference)] for reference in queries if reference]
        used: Json = {}
        while parts:
            names = set(re.findall(r"#/components/schemas/([\w.-]+)", str(parts))) - used.keys()
            used |= {name: self._definitions[name] for name in names}
            parts = [used[name] for name in names]
        return dict(sorted(used.items()))

    def body(self, route: AnyRoute) -> Json:
        """Return the schema of a route's body."""
        return dict(self._found[f"{route.name} body", "validation"])

    def answer(self, route: AnyRoute, status: int) -> Json:
        """Return the schema of a route's answer."""
        return dict(self._found[f"{route.name} {status}", "serialization"])

    def query(self, route: AnyRoute) -> Json:
        """Return the schema of a route's query, whole."""
        found = dict(self._found[f"{route.name} query", "validation"])
        name = _name(found.get("$ref", ""))
        return dict(self._definitions[name]) if name else found


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


def _operation(route: AnyRoute, schemas: Schemas) -> Json:
    operation: Json = {
        "operationId": route.name,
        "summary": route.summary,
        "tags": [route.tag],
        "security": _security(route),
        "parameters": [*_path(route), *_query(route, schemas), *_headers(route)],
        "responses": _responses(route, schemas),
    }
    if route.permission is not None:
        rule = route.permission.rule
        operation["description"] = f"Asks for the permission `{rule.name}`" + (
            f", or a key with the scope `{rule.scope.value}`." if route.takes_key and rule.scope else "."
        )
    if route.has_body:
        operation["requestBody"] = {
            "required": route.name not in _MAY_BE_EMPTY,
            "content": {_MEDIA_TYPES[route.sent_as]: {"schema": schemas.body(route)}},
        }
    return operation


def _security(route: AnyRoute) -> list[Json]:
    match route.access:
        case Public.ANYONE:
            return []
        case Public.ANYONE_OR_PERSON:
            return [{}, {"token": []}]
        case _:
            return [{"token": []}, {"key": []}] if route.takes_key else [{"token": []}]


def _path(route: AnyRoute) -> list[Json]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": _ID_SCHEMA if name.endswith("_id") else _TEXT_SCHEMA,
        }
        for name in re.findall(r"{(\w+)}", route.path)
    ]


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
    if len(branches) == 1:
        schema = branches[0]
    schema.pop("title", None)
    return {**parameter, "schema": schema}


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


_MEDIA_TYPES: Final = {Sent.JSON: JSON, Sent.FORM: Sent.FORM.value, Sent.SIGNED: JSON}
_MAY_BE_EMPTY: Final = frozenset({"rotate_api_key", "open_portal"})

_KEY_MEANS: Final = {
    Repeating.ANSWERED: "The same key and body again within 24 hours: the first answer again.",
    Repeating.BY_ELEMENT: "Each element is answered once within 24 hours, under the key, a colon and its index.",
    Repeating.RECORDED: "Records without a `record_id` are named by the key, a colon and their index.",
}


def _responses(route: AnyRoute, schemas: Schemas) -> Json:
    responses = {str(status): _success(route, status, schemas) for status in sorted(route.answers)}
    if route.steady:
        responses["304"] = {"description": "It is what you know."}
    for status in _refusals(route):
        responses[str(status)] = {"$ref": f"#/components/responses/{status}"}
    return responses


def _refusals(route: AnyRoute) -> list[int]:
    found = {*route.refusals, *_EVERYWHERE, 400, 408, 413, 422}
    if route.access is not Public.ANYONE:
        found |= {401, 429}
    if route.permission is not None:
        found.add(403)
    if "{org_id}" in route.path:
        found.add(404)
    if route.repeating in (Repeating.ANSWERED, Repeating.BY_ELEMENT):
        found.add(409)
    if route.versioned:
        found |= {409, 412}
    return sorted(found)


def _success(route: AnyRoute, status: int, schemas: Schemas) -> Json:
    headers = {"X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"}}
    if route.access is not Public.ANYONE:
        for name in ("RateLimit", "RateLimit-Policy"):
            headers[name] = {"$ref": f"#/components/headers/{name}"}
    described: Json = {"description": _DONE.get(status, "Done."), "headers": headers}
    if status not in EMPTY:
        described["content"] = {route.media_type: {"schema": schemas.answer(route, status)}}
    return described


_DONE: Final = {
    200: "What was asked for.", 201: "It was made.", 202: "It is going to happen.", 204: "It is done.",
    303: "It is done: go on there.",
}  # fmt: skip

_HEADERS: Final[Json] = {
    "X-Request-Id": {"description": "The request's id, yours or ours.", "schema": {"type": "string"}},
    "RateLimit": {"description": "What is left of each rate, and when it is whole.", "schema": {"type": "string"}},
    "RateLimit-Policy": {"description": "The rates that apply.", "schema": {"type": "string"}},
}


def _statuses() -> list[int]:
    return sorted({kind.status for kind in PROBLEM_TYPES})


def _problem_response(status: int) -> Json:
    kinds = [kind for kind in PROBLEM_TYPES if kind.status == status]
    return {
        "description": "; ".join(f"[{kind.slug}]({kind.uri}): {kind.title}" for kind in kinds),
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        "headers": {"X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"}},
    }
