"""The JSON schemas of bodies, queries and answers, as other people's generators read them."""

import re
from collections.abc import Iterable
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core.core_schema import DictSchema, StringSchema, WithDefaultSchema

from adapters.http.answers.common import Problem
from adapters.http.openapi.examples import Examples
from adapters.http.route import AnyRoute
from adapters.http.texts import PORTABLE

Json = dict[str, Any]

REF: Final = "#/components/schemas/{model}"


class _Generator(GenerateJsonSchema):
    """Writes schemas that every generator can read."""

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        """Say in words what a field means that is left out.

        Generators take a field with a `default` for one that is always there, also in what is sent.
        """
        written, default = dict(self.generate_inner(schema["schema"])), schema.get("default")
        if default not in (None, ""):
            said = f"Left out: {default}."
            written["description"] = f"{written['description']} {said}" if "description" in written else said
        return written

    def str_schema(self, schema: StringSchema) -> JsonSchemaValue:
        """Write patterns that compile in ECMA-262 and RE2 alike; what they leave open, the description says."""
        written = super().str_schema(schema)
        if "pattern" in written:
            written["pattern"] = PORTABLE.get(written["pattern"], written["pattern"])
        return written

    def dict_schema(self, schema: DictSchema) -> JsonSchemaValue:
        """Write a free-form object with the schema of its values: few generators know `patternProperties`."""
        written = super().dict_schema(schema)
        values = list(written.pop("patternProperties", {}).values())
        return {**written, "additionalProperties": values[0]} if values else written


class Schemas:
    """The JSON schemas of all bodies and answers, each model once, with an example."""

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
        found, defined = TypeAdapter.json_schemas(wanted, ref_template=REF, schema_generator=_Generator)
        self._found = {key: _named(schema) for key, schema in found.items()}
        self._definitions: Json = {_name_of(name): _named(schema) for name, schema in defined["$defs"].items()}
        for name, schema in self._definitions.items():
            schema["title"] = name
        examples = Examples(self._definitions)
        self.components = {
            name: {**schema, **examples.of_component(name)} for name, schema in sorted(self._used().items())
        }

    def _used(self) -> Json:
        """Return the definitions that something points to: the whole of a query is nowhere described."""
        queries = {schema.get("$ref") for (key, _), schema in self._found.items() if key.endswith(" query")}
        parts = [schema for schema in self._found.values() if schema.get("$ref") not in queries]
        parts += [self._definitions[_target(reference)] for reference in queries if reference]
        used: Json = {}
        while parts:
            names = set(re.findall(r"#/components/schemas/([\w.-]+)", str(parts))) - used.keys()
            used |= {name: self._definitions[name] for name in names}
            parts = [used[name] for name in names]
        return used

    def body(self, route: AnyRoute) -> Json:
        """Return the schema of a route's body."""
        return dict(self._found[f"{route.name} body", "validation"])

    def answer(self, route: AnyRoute, status: int) -> Json:
        """Return the schema of a route's answer."""
        return dict(self._found[f"{route.name} {status}", "serialization"])

    def query(self, route: AnyRoute) -> Json:
        """Return the schema of a route's query, whole."""
        found = dict(self._found[f"{route.name} query", "validation"])
        name = _target(found.get("$ref", ""))
        return dict(self._definitions[name]) if name else found

    def headers(self, route: AnyRoute, status: int) -> list[str]:
        """Return the header fields that go with what an answer is: a version, a page of a list."""
        answer = self.answer(route, status)
        properties = self._definitions.get(_target(answer.get("$ref", "")), answer).get("properties", {})
        known = []
        if "version" in properties and "data" not in properties:
            known.append("ETag")
        if "cursor" in route.query.model_fields:
            known.append("Link")
        return known


def _target(reference: str) -> str:
    return reference.rpartition("/")[2]


def _name_of(model: str) -> str:
    """Return what a model is called in the document: pages of lists after what they list, such as `ProjectList`."""
    listed = re.fullmatch(r"Listed_(?:Union_)?([A-Za-z]+?)(?:Answer)?_.*", model)
    return f"{listed[1]}List" if listed else model


def _named(value: Any) -> Any:
    """Return a schema whose references carry the document's names, without titles that only repeat a field's name."""
    match value:
        case dict():
            return {key: _named(item) for key, item in value.items() if key != "title" or not isinstance(item, str)}
        case list():
            return [_named(item) for item in value]
        case str() if value.startswith("#/components/schemas/"):
            return REF.format(model=_name_of(_target(value)))
        case _:
            return value
