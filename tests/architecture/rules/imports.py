"""Who may import whom: the layers, the libraries of each room, and the one place that names adapters."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source_tree import LAYERS, Module, dotted, modules

# Values, text, numbers, and time as a value. Nothing that asks the machine: no os, time, random or socket.
PURE_STANDARD_LIBRARY = frozenset(
    {"__future__", "abc", "base64", "binascii", "bisect", "calendar", "collections", "dataclasses"}
    | {"datetime", "decimal", "enum", "fractions", "functools", "hashlib", "heapq", "ipaddress", "itertools"}
    | {"math", "numbers", "operator", "re", "string", "types", "typing", "unicodedata", "zlib"}
)
ORCHESTRATION_STANDARD_LIBRARY = PURE_STANDARD_LIBRARY | {"contextlib", "json"}

LIBRARIES_OF_ADAPTERS = {
    "catalogue": {"pydantic", "pydantic_core"},
    "dynamodb": {"boto3", "botocore", "types_boto3_dynamodb"},
    "http": {"flask", "httptools", "idna", "orjson", "pydantic", "pydantic_core", "typing_extensions", "werkzeug"},
    "mail": set[str](),
    "no_payments": set[str](),
    "memory": {"sortedcontainers"},
    "security": {"argon2", "jwt", "zxcvbn"},
    "simulated": set[str](),
    "stripe": {"stripe"},
    "system": {"uuid_utils"},
    "telemetry": {"structlog"},
}
LIBRARIES_OF_ENTRYPOINTS = frozenset(
    {"click", "dependency_injector", "flask", "httpx", "orjson", "pydantic", "pydantic_settings", "rich"} | {"werkzeug"}
)
HOMES_IN_ENTRYPOINTS = {
    "dependency_injector": "entrypoints.container",
    "flask": "entrypoints.stripe_twin",
    "werkzeug": "entrypoints.stripe_twin",
    "pydantic_settings": "entrypoints.settings",
}


def imports_point_inwards(root: Path) -> list[str]:
    outer = {layer: {*LAYERS[depth + 1 :], "tests", "features"} for depth, layer in enumerate(LAYERS)}
    return [
        f"{module.path} imports {target}"
        for module in modules(root)
        for target in module.imports()
        if _top(target) in outer[module.layer]
    ]


def the_domain_imports_pure_standard_library_alone(root: Path) -> list[str]:
    allowed = PURE_STANDARD_LIBRARY | {"domain"}
    return [f"{module.path} imports {target}" for module, target in _not_in(allowed, modules(root, "domain"))]


def the_application_imports_pure_standard_library_and_the_domain_alone(root: Path) -> list[str]:
    allowed = ORCHESTRATION_STANDARD_LIBRARY | {"application", "domain"}
    return [f"{module.path} imports {target}" for module, target in _not_in(allowed, modules(root, "application"))]


def each_adapter_imports_its_own_libraries_alone(root: Path) -> list[str]:
    return [
        f"{module.path} imports {target}"
        for module in modules(root, "adapters")
        for target in _third_party(module)
        if _top(target) not in LIBRARIES_OF_ADAPTERS.get(module.room, set())
    ]


def adapters_do_not_know_each_other(root: Path) -> list[str]:
    return [
        f"{module.path} imports {target}"
        for module in modules(root, "adapters")
        for target in module.imports()
        if _top(target) == "adapters" and not _inside(target, f"adapters.{module.room}")
    ]


def entrypoints_import_agreed_libraries_where_they_are_at_home(root: Path) -> list[str]:
    return [
        f"{module.path} imports {target}"
        for module in modules(root, "entrypoints")
        for target in _third_party(module)
        if _top(target) not in LIBRARIES_OF_ENTRYPOINTS
        or not _inside(module.name, HOMES_IN_ENTRYPOINTS.get(_top(target), "entrypoints"))
    ]


def only_the_container_names_adapters(root: Path) -> list[str]:
    return [
        f"{module.path} imports {target}"
        for module in modules(root, "entrypoints")
        for target in module.imports()
        if _top(target) == "adapters" and not _inside(module.name, "entrypoints.container")
    ]


def no_import_is_hidden(root: Path) -> list[str]:
    """These rules read import statements: what is imported by a call escapes them."""
    return [
        f"{module.path} calls {dotted(node.func)}"
        for module in modules(root)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and dotted(node.func).endswith(("import_module", "__import__"))
    ]


def _top(target: str) -> str:
    return target.partition(".")[0]


def _inside(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def _not_in(allowed: frozenset[str], candidates: tuple[Module, ...]) -> Iterator[tuple[Module, str]]:
    for module in candidates:
        for target in module.imports():
            if _top(target) not in allowed and _top(target) not in LAYERS:
                yield module, target


def _third_party(module: Module) -> Iterator[str]:
    known = {*sys.stdlib_module_names, *LAYERS, "tests", "features"}
    return (target for target in module.imports() if _top(target) not in known)
