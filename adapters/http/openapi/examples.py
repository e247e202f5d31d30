"""An example of every body and answer, put together from its schema and what its fields usually hold."""

from collections.abc import Mapping
from typing import Any, Final

Json = dict[str, Any]

_IDS: Final = {
    "org_id": "org_01kjpwd6m0804c31nd0k8675av",
    "user_id": "usr_01kjpwd6m0yneagm2qtvw22p3d",
    "project_id": "prj_01kjpwd6m0c4x9rjq4k1z7t8ha",
    "key_id": "key_4f7c1zq09mxa",
    "invitation_id": "inv_01kjpwd6m0h6v2d8t5s3e9b7yq",
    "event_id": "evt_01kjpwd6m0a1r8n4w6u3j5k2xz",
    "resource_id": "rec_mfrggzdfmztwq2lknnwg23tpoa",
}
_NAMED: Final[Mapping[str, Any]] = {
    **_IDS,
    "access_token": "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2ln",
    "action": "project.created",
    "allowed_domains": ["acme.example"],
    "billing_email": "billing@acme.example",
    "created_by": _IDS["user_id"],
    "cursor": "Y3Vyc29y",
    "description": "The web shop",
    "detail": "Every one of the 10 seats is taken.",
    "email": "alice@acme.example",
    "features": ["sso"],
    "id": "usr_01kjpwd6m0yneagm2qtvw22p3d",
    "instance": f"/organizations/{_IDS['org_id']}/invitations",
    "invited_by": _IDS["user_id"],
    "ip_allowlist": ["192.0.2.0/24"],
    "key": "sk_live_4f7c1zq09mxa…",
    "key_prefix": "sk_live_4f7c",
    "meter": "api_call",
    "name": "Acme",
    "next_cursor": None,
    "number": "ACME-0001",
    "owner_email": "alice@acme.example",
    "password": "correct horse battery staple",
    "plan": "starter",
    "pointer": "/owner_email",
    "rate": "0.45",
    "rate_per": "1,000 calls",
    "record_id": "order-1001",
    "refresh_token": "Q0rW3k9xZ",
    "request_id": "req-7f3a-12",
    "required": "users:invite",
    "resource_type": "project",
    "return_url": "https://app.acme.example/billing",
    "slug": "acme",
    "source_address": "192.0.2.7",
    "status": 402,
    "support": "e-mail",
    "tags": ["shop"],
    "title": "The plan's limit is reached",
    "token": "Q0rW3k9xZ",
    "type": "/problems/plan-limit-exceeded",
    "unfit": ["users"],
    "url": "https://tenantry.example/pay",
    "user_agent": "curl/8.5.0",
    "violated_policies": ["key"],
}
_FORMATS: Final = {
    "date-time": "2026-03-10T12:00:00Z",
    "date": "2026-03-10",
    "email": "alice@acme.example",
    "uri": "https://tenantry.example/pay",
}
_PATTERNS: Final = {
    "^[0-9]{4}-[0-9]{2}$": "2026-03",
    r"^-?[0-9]+\.[0-9]+$": "0.45",
}
_FREE_NAME: Final = "region"
_OTHERS: Final[Mapping[str, Any]] = {"boolean": False, "null": None, "": {}}


def ids_example(name: str) -> str:
    """Return an example of an id, by the name of its parameter."""
    return _IDS.get(name, "id_01kjpwd6m0")


class Examples:
    """Examples of the components of a document."""

    def __init__(self, components: Mapping[str, Json]) -> None:
        self._components = components

    def of_component(self, name: str) -> Json:
        """Return the `examples` of a component; none where its words say it all."""
        schema = self._components[name]
        return {} if "enum" in schema else {"examples": [self.of(schema, name)]}

    def of(self, schema: Mapping[str, Any], name: str = "") -> Any:
        """Return a value that a schema allows; `name` is that of its field."""
        if "$ref" in schema:
            return self.of(self._components[schema["$ref"].rpartition("/")[2]], name)
        if "anyOf" in schema:
            return _NAMED[name] if _NAMED.get(name, "") is None else self.of(schema["anyOf"][0], name)
        if "enum" in schema or "const" in schema:
            return schema["const"] if "const" in schema else schema["enum"][0]
        return self._of_type(schema.get("type"), schema, name)

    def _of_type(self, kind: str | None, schema: Mapping[str, Any], name: str) -> Any:
        match kind:
            case "object":
                return self._object(schema)
            case "array":
                return _NAMED[name] if isinstance(_NAMED.get(name), list) else [self.of(schema["items"], name[:-1])]
            case "string":
                return _text(schema, name)
            case "integer" | "number":
                return _number(schema, name)
            case _:
                return _OTHERS.get(kind or "")

    def _object(self, schema: Mapping[str, Any]) -> Json:
        needed = schema.get("required", ())
        fields = schema.get("properties", {})
        shown = {name: self.of(field, name) for name, field in fields.items() if name in needed}
        values = schema.get("additionalProperties")
        if not fields and isinstance(values, dict):
            return {_free_name(schema): self.of(values, "value")}
        return shown


def _free_name(schema: Mapping[str, Any]) -> str:
    names: list[str] = schema.get("propertyNames", {}).get("enum", [_FREE_NAME])
    return names[0]


def _text(schema: Mapping[str, Any], name: str) -> str:
    if "format" in schema:
        return _FORMATS[schema["format"]]
    if schema.get("pattern") in _PATTERNS:
        return _PATTERNS[schema["pattern"]]
    prefix = schema.get("pattern", "")[1:5]
    for known in _IDS.values():
        if known.startswith(prefix) and prefix.endswith("_"):
            return known
    value = _NAMED.get(name)
    return value if isinstance(value, str) else "eu-west"


def _number(schema: Mapping[str, Any], name: str) -> int:
    value = _NAMED.get(name)
    if isinstance(value, int):
        return value
    least = schema.get("minimum", schema.get("exclusiveMinimum", 0))
    return max(2900 if name.endswith("_cents") else 1, int(least))
