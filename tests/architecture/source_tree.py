"""A source tree as the rules see it: its modules, their classes and what they import."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LAYERS = ("domain", "application", "adapters", "entrypoints")
REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One Python file, at its path below the root of its tree."""

    path: Path
    source: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return ".".join(self.path.with_suffix("").parts).removesuffix(".__init__")

    @property
    def layer(self) -> str:
        return self.path.parts[0]

    @property
    def room(self) -> str:
        """The folder inside the layer, `http` of `adapters/http/app.py`; empty beside the rooms."""
        return self.path.parts[1] if len(self.path.parts) > 2 else ""

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"

    def imports(self) -> Iterator[str]:
        """What is imported, dotted down to the name, also inside functions and type-checking blocks."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            if isinstance(node, ast.ImportFrom):
                yield from (f"{self._origin(node)}.{alias.name}" for alias in node.names)

    def _origin(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        climbed = node.level - 1 if self.is_package else node.level
        package = self.name.split(".")[: len(self.name.split(".")) - climbed]
        return ".".join([*package, *([node.module] if node.module else [])])

    def classes(self) -> tuple[ast.ClassDef, ...]:
        return tuple(node for node in self.tree.body if isinstance(node, ast.ClassDef))

    def public_classes(self) -> tuple[ast.ClassDef, ...]:
        return tuple(node for node in self.classes() if not node.name.startswith("_"))


def modules(root: Path, *packages: str) -> tuple[Module, ...]:
    """Every module of the packages (of the four layers, if none is named), in the order of their paths."""
    return tuple(
        _read(root, path, path.stat().st_mtime_ns)
        for package in packages or LAYERS
        for path in sorted((root / package).rglob("*.py"))
    )


@cache
def _read(root: Path, path: Path, _modified: int) -> Module:
    source = path.read_text(encoding="utf-8")
    return Module(path.relative_to(root), source, ast.parse(source, filename=str(path)))


def base_names(node: ast.ClassDef) -> tuple[str, ...]:
    """The last names of a class's bases: `Clock` of `ports.Clock` and of `Clock[T]`."""
    return tuple(last_name(base) for base in node.bases)


def decorator_names(node: ast.ClassDef | ast.FunctionDef) -> tuple[str, ...]:
    return tuple(last_name(decorator) for decorator in node.decorator_list)


def last_name(node: ast.expr) -> str:
    return dotted(node).rpartition(".")[2]


def dotted(node: ast.expr) -> str:
    """The dotted name that an expression reads, without its arguments: `a.b` of `a.b(1)[2]`."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{dotted(value)}.{name}"
        case ast.Call(func=inner) | ast.Subscript(value=inner):
            return dotted(inner)
        case _:
            return ""


def kept_files(root: Path) -> tuple[Path, ...]:
    """The files that version control keeps; where there is none, every file that it would not ignore."""
    listing = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, check=False)  # noqa: S607
    names = [name for name in listing.stdout.decode().split("\0") if name]
    candidates = (root / name for name in names) if names else _not_ignored(root)
    return tuple(sorted(path for path in candidates if path.is_file()))


def _not_ignored(root: Path) -> Iterator[Path]:
    gitignore = root / ".gitignore"
    lines = gitignore.read_text(encoding="utf-8").splitlines() if gitignore.is_file() else []
    ignored = {line.strip("/") for line in lines} | {".git"}
    return (path for path in root.rglob("*") if not ignored & set(path.relative_to(root).parts))
