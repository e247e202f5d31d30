"""What `make run` needs where data outlives it: secrets, DynamoDB, and what is known of the demo companies.

All of it lies in `.data/` beside the server, for this machine and its user alone; a server in production is given
each by its settings.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from secrets import token_urlsafe
from typing import Final

from pydantic import SecretBytes, TypeAdapter

from entrypoints.dynamodb_local.local import DynamoDbLocal
from entrypoints.production import brings_own_table, in_production
from entrypoints.seed.planting import Seeded
from entrypoints.settings import Settings

FOLDER: Final = Path(".data")

_COMPANIES: Final = TypeAdapter(tuple[Seeded, ...])


@contextmanager
def at_home(settings: Settings, folder: Path = FOLDER) -> Iterator[Settings]:
    """Give settings that keep data on a table what they do not name: secrets, and a DynamoDB of this machine.

    The secrets stay the same from start to start. In production nothing is added: all of it is given.
    """
    own_table = brings_own_table(settings)
    if settings.storage == "memory" or (in_production(settings) and not own_table):
        yield settings
        return
    settings = settings.model_copy(update=_missing_secrets(settings, folder))
    if not own_table:
        yield settings
        return
    with DynamoDbLocal(folder / "dynamodb") as local:
        yield settings.model_copy(update={"dynamodb_endpoint": local.endpoint})


def _missing_secrets(settings: Settings, folder: Path) -> dict[str, dict[str, SecretBytes]]:
    missing = [name for name in ("jwt_secret", "key_peppers") if not getattr(settings, name)]
    path = folder / "secrets.json"
    if missing and not path.exists():
        _write(path, json.dumps({name: token_urlsafe(32) for name in ("jwt_secret", "key_peppers")}))
    return {name: {"1": SecretBytes(json.loads(path.read_text())[name].encode())} for name in missing}


def keep(companies: Sequence[Seeded], folder: Path = FOLDER) -> None:
    """Keep what it takes to try the companies: their keys are shown only once."""
    _write(folder / "companies.json", _COMPANIES.dump_json(tuple(companies)).decode())


def kept(folder: Path = FOLDER) -> tuple[Seeded, ...]:
    """Return what was kept; nothing when another machine has planted the companies."""
    path = folder / "companies.json"
    return _COMPANIES.validate_json(path.read_bytes()) if path.exists() else ()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(text)
