"""What a use case, a port and an adapter look like."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source_tree import Module, base_names, decorator_names, dotted, last_name, modules

BEFORE_AN_ACTOR = frozenset({"access"})
"""Rooms whose callables find out who asks."""
BY_ITSELF = frozenset({"agenda"})
"""Rooms whose callables the house runs when they are due; nobody asks for them."""


def a_use_case_is_one_frozen_callable_named_like_its_file(root: Path) -> list[str]:
    return [breach for module in _use_case_files(root) for breach in _breaches_of_use_case(module)]


def a_use_case_takes_keywords_after_the_actor(root: Path) -> list[str]:
    return [
        f"{module.path} takes {argument.arg} by position"
        for module in _use_case_files(root)
        if module.room not in BEFORE_AN_ACTOR
        for node in module.public_classes()
        for call in _calls(node)
        for argument in [*call.args.posonlyargs, *call.args.args][2:]
    ]


def the_application_lists_every_use_case(root: Path) -> list[str]:
    listed = {
        last_name(annotation)
        for module in modules(root, "application")
        if module.name == "application.application"
        for annotation in _annotations(module)
    }
    return [
        f"{module.path} is not in application/application.py"
        for module in _use_case_files(root)
        if module.room not in BY_ITSELF
        for node in module.public_classes()
        if _calls(node) and node.name not in listed
    ]


def a_use_case_states_its_permission_or_is_public_by_name(root: Path) -> list[str]:
    public = _names_in_public(root)
    return [
        f"{module.path}: {node.name} states no permission"
        for module in _use_case_files(root)
        if module.room not in BEFORE_AN_ACTOR | BY_ITSELF
        for node in module.public_classes()
        if _calls(node) and node.name not in public and "permission" not in _fields(node)
    ]


def a_port_file_holds_one_documented_port(root: Path) -> list[str]:
    return [breach for module in _port_files(root) for breach in _breaches_of_port(module)]


def every_port_has_a_final_adapter_that_names_it(root: Path) -> list[str]:
    named = {base for _, node in _adapter_classes(root) for base in base_names(node)}
    return [
        f"{module.path}: no adapter names {node.name} as its base"
        for module in _port_files(root)
        for node in _protocols(module)
        if node.name not in named
    ]


def an_adapter_of_a_port_is_final_and_documented(root: Path) -> list[str]:
    ports = {node.name for module in _port_files(root) for node in _protocols(module)}
    return [
        f"{module.path}: {node.name} {breach}"
        for module, node in _adapter_classes(root)
        if ports & set(base_names(node))
        for breach in _breaches_of_adapter(node)
    ]


def _use_case_files(root: Path) -> Iterator[Module]:
    """The files of the rooms that hold something to call; others hold the words of their room."""
    for module in modules(root, "application"):
        if module.room not in {"", "ports"} and any(_calls(node) for node in module.public_classes()):
            yield module


def _breaches_of_use_case(module: Module) -> Iterator[str]:
    callables = [node for node in module.public_classes() if _calls(node)]
    expected = module.path.stem.replace("_", "")
    if [node.name.lower() for node in callables] != [expected]:
        yield f"{module.path} has not exactly one public callable class, named like the file"
        return
    [use_case] = callables
    if "frozen=True" not in "".join(ast.unparse(decorator) for decorator in use_case.decorator_list):
        yield f"{module.path}: {use_case.name} is not frozen"
    if not ast.get_docstring(use_case):
        yield f"{module.path}: {use_case.name} has no docstring"


def _calls(node: ast.ClassDef) -> list[ast.FunctionDef]:
    return [method for method in node.body if isinstance(method, ast.FunctionDef) and method.name == "__call__"]


def _annotations(module: Module) -> Iterator[ast.expr]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.AnnAssign):
            yield node.annotation


def _fields(node: ast.ClassDef) -> set[str]:
    return {dotted(field.target) for field in node.body if isinstance(field, ast.AnnAssign)}


def _names_in_public(root: Path) -> set[str]:
    """The classes, or their names, that the application's set `PUBLIC` holds."""
    listing = (module for module in modules(root, "application") if module.name == "application.application")
    values = (
        node.value
        for module in listing
        for node in module.tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and "PUBLIC" in ast.unparse(node).split("=")[0]
    )
    leaves = [leaf for value in values for leaf in ast.walk(value)]
    return {leaf.id for leaf in leaves if isinstance(leaf, ast.Name)} | {
        str(leaf.value) for leaf in leaves if isinstance(leaf, ast.Constant)
    }


def _port_files(root: Path) -> Iterator[Module]:
    return (module for module in modules(root, "application") if module.room == "ports" and not module.is_package)


def _protocols(module: Module) -> list[ast.ClassDef]:
    return [node for node in module.public_classes() if "Protocol" in base_names(node)]


def _breaches_of_port(module: Module) -> Iterator[str]:
    protocols = _protocols(module)
    ports = [node.name for node in protocols if not _is_handed_out(node, protocols)]
    if len(ports) != 1:
        yield f"{module.path} holds {len(ports)} ports"
    for node in protocols:
        if not ast.get_docstring(node):
            yield f"{module.path}: {node.name} has no docstring"
        if node.name.startswith("Abstract") or node.name.endswith("Port"):
            yield f"{module.path}: {node.name} names its kind, not its business"


def _is_handed_out(node: ast.ClassDef, by: list[ast.ClassDef]) -> bool:
    """Whether another protocol of the file gives this one away, as `Workspaces` gives a `Workspace`."""
    names = {name.id for other in by if other is not node for name in ast.walk(other) if isinstance(name, ast.Name)}
    return node.name in names


def _adapter_classes(root: Path) -> Iterator[tuple[Module, ast.ClassDef]]:
    return ((module, node) for module in modules(root, "adapters") for node in module.classes())


def _breaches_of_adapter(node: ast.ClassDef) -> Iterator[str]:
    if "final" not in decorator_names(node):
        yield "is not @final"
    if not node.name.startswith("_") and not ast.get_docstring(node):
        yield "has no docstring"
