"""What code may say: names of the business, a sentence a module, and nothing that asks the world itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from tests.architecture.source_tree import LAYERS, Module, dotted, modules

EMPTY_WORDS = frozenset({"helper", "helpers", "impl", "manager", "service", "services", "util", "utils"})
WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")

ASKING_THE_WORLD = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|sleep)|sleep"
    r"|os\.(environ|getenv|putenv)|uuid\.uuid[14]|uuid[14])(\.|$)"
)
MAY_ASK_THE_WORLD = (
    "adapters/system/*",
    "entrypoints/settings.py",
    "tests/benchmarks/*",
    "tests/surroundings.py",
)
STAND_INS = re.compile(r"(^|\.)(unittest\.mock|mock|pytest_mock|mocker|monkeypatch\.(setattr|setitem))(\.|$)")

LONGEST_FILE = 300


def every_module_opens_with_a_sentence(root: Path) -> list[str]:
    return [
        f"{module.path} does not say what it knows"
        for module in modules(root, *LAYERS, "tests")
        if module.source.strip() and not ast.get_docstring(module.tree)
    ]


def names_are_of_the_business(root: Path) -> list[str]:
    return [
        f"{module.path} is called {name}"
        for module in modules(root, *LAYERS, "tests")
        for name in (module.path.stem, *_defined(module))
        if EMPTY_WORDS & {word.lower() for word in WORD.findall(name)}
    ]


def nobody_asks_the_world_directly(root: Path) -> list[str]:
    return [
        f"{module.path}:{line} says {name}"
        for module in modules(root, *LAYERS, "tests")
        if not _may_ask_the_world(module)
        for line, name in _said(module)
        if ASKING_THE_WORLD.search(name)
    ]


def nothing_is_mocked(root: Path) -> list[str]:
    return [
        f"{module.path}:{line} says {name}"
        for module in modules(root, *LAYERS, "tests")
        for line, name in _said(module)
        if STAND_INS.search(name)
    ]


def a_test_is_a_sentence_without_branches(root: Path) -> list[str]:
    return [
        f"{module.path}: {test.name} branches at line {node.lineno}"
        for module in modules(root, "tests")
        for test in ast.walk(module.tree)
        if isinstance(test, ast.FunctionDef) and test.name.startswith("test_")
        for node in ast.walk(test)
        if isinstance(node, ast.If | ast.For | ast.While | ast.Try)
    ]


def no_file_is_long(root: Path) -> list[str]:
    return [
        f"{module.path} has {len(module.source.splitlines())} lines"
        for module in modules(root, *LAYERS, "tests")
        if len(module.source.splitlines()) > LONGEST_FILE
    ]


def _may_ask_the_world(module: Module) -> bool:
    return any(_matches(module.path, pattern) for pattern in MAY_ASK_THE_WORLD)


def _matches(path: PurePath, pattern: str) -> bool:
    return path.as_posix().startswith(pattern[:-1]) if pattern.endswith("*") else path.as_posix() == pattern


def _defined(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def _said(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=origin, names=names):
                yield from ((node.lineno, f"{origin}.{alias.name}") for alias in names)
            case ast.Attribute():
                yield node.lineno, dotted(node)
            case ast.Call(func=ast.Name(id=name)):
                yield node.lineno, name
            case _:
                pass
