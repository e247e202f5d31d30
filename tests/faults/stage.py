"""A table whose world is set up once and brought back before each act, whatever the last one has left."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from adapters.dynamodb.engine.client import LazyClient
from adapters.dynamodb.engine.gateway import Wire
from adapters.dynamodb.engine.patience import Patience
from adapters.dynamodb.items.values import Item
from adapters.system.clocks import MovableClock
from domain.ids import OrganizationId
from tests.assemblies.auditor import complaints_about
from tests.assemblies.contents import Contents, read_contents
from tests.assemblies.product import Process, process_over
from tests.assemblies.storage import NOON
from tests.assemblies.tables import table_on
from tests.faults.trouble import Trouble, TroubledClient
from tests.faults.world import MINUTE, Change, World, begin

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

Key = tuple[str, str]

LONG: Final = Patience()
SHORT: Final = Patience(0.03)
"""Runs out after a few tries."""

IDS: Final = re.compile(r"(?<=\b(?:org|per|usr|prj|inv|evt|ses|wrk|key)_)[0-9a-z]{12,26}\b|(?<=\bdue#)\d")
CHANCE: Final = re.compile(r"\b[0-9a-f]{32,64}\b|(?<![\w-])[\w-]{43}(?![\w-])|\$argon2id\$[^\"]*|\bsk_live_\w+")
PASSING: Final = ("rate#", "lease#")
"""Of what these say, nothing is a fact."""
SECRETS: Final = ("secret", "former", "body", "hash", "prefix")
"""What is made anew by every attempt, or tells of such."""
KEPT: Final = {"certificate", "invite"}
"""What names an organization that was erased: the proof, and for 90 days the hashes of tokens that are over."""
MOMENT: Final = re.compile(r"\b\d{4}-\d\d-\d\dT[\d:.]+|\b1[78]\d{14}\b|\b1[78]\d{8}\b")


@dataclass(frozen=True)
class Scene:
    """The world at one moment, with all that stands in the table."""

    world: World
    at: datetime
    contents: Contents

    @property
    def items(self) -> Mapping[Key, Item]:
        return {_key(item): item for item in self.contents.items}


@dataclass(repr=False)
class Stage:
    """One table, and two ways to it: one that works, and one that meets trouble."""

    endpoint: str
    plain: Wire
    troubled: TroubledClient
    clock: MovableClock = field(default_factory=lambda: MovableClock(NOON))
    scene: Scene = field(init=False)
    """The one that was set last."""
    _scenes: dict[Change | None, Scene] = field(default_factory=dict)

    def set(self, change: Change | None = None) -> World:
        """Bring back the world, after `change`."""
        if change not in self._scenes:
            self._scenes[change] = self._made(change)
        self.scene = self._scenes[change]
        self._restore(self.scene)
        return self.scene.world

    def process(self) -> Process:
        """A process that has just started, and meets no trouble."""
        return process_over(self.plain, self.clock)

    def troubled_process(self, trouble: Trouble, patience: Patience | None = None) -> Process:
        """A process that has just started, and meets trouble; it has little patience with one that lasts."""
        self.troubled.trouble = trouble
        usual = SHORT if trouble.lasting else LONG
        return process_over(Wire(self.troubled, self.plain.table, patience or usual), self.clock)

    def contents(self) -> Contents:
        return read_contents(self.client, self.plain.table)

    @property
    def client(self) -> "DynamoDBClient":
        return self.plain.connect()

    def _made(self, change: Change | None) -> Scene:
        if change is None:
            self.clock.set(NOON)
            self._restore(Scene(_NOBODY, NOON, Contents(())))
            world = begin(self.process())
        else:
            world = self.set()
            change(self.process(), world)
            self.clock.advance(MINUTE)
        contents = self.contents()
        assert complaints_about(contents) == []
        return Scene(world, self.clock.now(), contents)

    def _restore(self, scene: Scene) -> None:
        self.clock.set(scene.at)
        here, wanted = {_key(item): item for item in self.contents().items}, scene.items
        requests: list[Mapping[str, Any]] = [
            {"DeleteRequest": {"Key": {"PK": {"S": partition}, "SK": {"S": sort}}}}
            for partition, sort in here.keys() - wanted.keys()
        ]
        requests += [{"PutRequest": {"Item": item}} for key, item in wanted.items() if here.get(key) != item]
        for first in range(0, len(requests), 25):
            some: Any = {self.plain.table: requests[first : first + 25]}
            self.client.batch_write_item(RequestItems=some)


_NOBODY: Any = None


@contextmanager
def stage_on(endpoint: str) -> Iterator[Stage]:
    """A stage on a table of its own."""
    with table_on(endpoint) as wire:
        yield Stage(endpoint, wire, TroubledClient(LazyClient(endpoint)()))


def facts(contents: Contents, *, timeless: bool = False) -> Counter[str]:
    """What a table says, but for the names that chance gives; `timeless`: and for when it happened."""
    told = (_told(item) for item in contents.items if not str(item["PK"]["S"]).startswith(PASSING))
    return Counter(MOMENT.sub("@", fact) if timeless else fact for fact in told)


def without_chance(text: bytes | str) -> str:
    """What a text says but for the names that chance gives."""
    return CHANCE.sub("~", IDS.sub("~", text if isinstance(text, str) else text.decode()))


def traces(contents: Contents, organization_id: OrganizationId) -> set[str]:
    """The kinds of items that name an organization, wherever they do."""
    return {item["PK"]["S"].partition("#")[0] for item in contents.items if organization_id in json.dumps(item)}


def _told(item: Item) -> str:
    kept = {name: value for name, value in item.items() if name not in SECRETS}
    return without_chance(json.dumps(kept, sort_keys=True))


def _key(item: Item) -> Key:
    return item["PK"]["S"], item["SK"]["S"]
