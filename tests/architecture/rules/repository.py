"""What the repository keeps: agreed names at the top, hashed locks, nothing of one machine or one person."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source_tree import LAYERS, kept_files

AGREED_NAMES = frozenset(
    {".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "deploy", "docs"}
    | {"docker-compose.yml"}
    | {"requirements.txt", "requirements-bench.txt", "requirements-dev.txt", "requirements-java.txt"}
    | {"requirements-uv.txt"}
    | {*LAYERS, "features", "pyproject.toml", "tests"}
)

REGISTRY_HOST = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.(?:npmjs|yarnpkg)\.\w+|(?:extra-)?index-url\s*[=:]|file:/{3}"
)
MACHINE_PATH = re.compile(r"(?<![\w.~$})/-])/(?:work|root|home|Users|opt)/[\w.]|\.\./shared/")
SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|whsec_[A-Za-z0-9]{24,}"
    r"|[sr]k_(?:live|test)_[A-Za-z0-9]{24,}|xox[bp]-[0-9]{8,}|eyJ[\w-]{16,}\.eyJ[\w-]{16,}\."
)
MAY_NAME_THE_LOG_BESIDE_THE_REPOSITORY = frozenset({".ci/run"})
REQUIREMENT = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?P<rest>(?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE)
TASK = re.compile(r"^([a-z-]+):", re.MULTILINE)
TASK_NAMED = re.compile(r"(?:`|^)make ([a-z-]+)", re.MULTILINE)


def the_top_holds_agreed_names_alone(root: Path) -> list[str]:
    names = sorted({path.relative_to(root).parts[0] for path in kept_files(root)})
    return [f"{name} is not agreed at the top" for name in names if name not in AGREED_NAMES]


def no_file_names_a_registry(root: Path) -> list[str]:
    return [f"{place} names {found}" for place, found in _found(root, REGISTRY_HOST)]


def no_file_names_a_path_of_one_machine(root: Path) -> list[str]:
    return [
        f"{place} names {found}"
        for place, found in _found(root, MACHINE_PATH)
        if place.partition(":")[0] not in MAY_NAME_THE_LOG_BESIDE_THE_REPOSITORY
    ]


def no_file_holds_a_secret(root: Path) -> list[str]:
    return [f"{place} holds what looks like a secret" for place, _ in _found(root, SECRET)]


def every_locked_requirement_has_a_hash(root: Path) -> list[str]:
    return [
        f"{lock.name}: {requirement['name']} is not pinned with a hash"
        for lock in sorted(root.glob("requirements*.txt"))
        for requirement in REQUIREMENT.finditer(lock.read_text(encoding="utf-8"))
        if "==" not in requirement["rest"] or "--hash=sha256:" not in requirement["rest"]
    ]


def every_task_that_the_readme_names_exists(root: Path) -> list[str]:
    tasks = set(TASK.findall((root / "Makefile").read_text(encoding="utf-8")))
    named = TASK_NAMED.findall((root / "README.md").read_text(encoding="utf-8"))
    return [f"README.md names make {name}" for name in sorted(set(named) - tasks)]


def every_test_stands_where_tests_are_run(root: Path) -> list[str]:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    run = tuple(f"{place}/" for place in settings["tool"]["pytest"]["ini_options"]["testpaths"])
    tests = (path.relative_to(root).as_posix() for path in sorted((root / "tests").rglob("test_*.py")))
    return [f"{test} is not under testpaths" for test in tests if not test.startswith(run)]


def _found(root: Path, pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for path in kept_files(root):
        text = path.read_bytes().decode("utf-8", errors="replace")
        for hit in pattern.finditer(text):
            line = text.count("\n", 0, hit.start()) + 1
            yield f"{path.relative_to(root)}:{line}", hit.group()
