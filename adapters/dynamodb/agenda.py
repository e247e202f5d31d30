"""The agenda, on DynamoDB: due work by time, in a few partitions, each worked off by one process at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from threading import Event, Lock
from typing import Final, final

from adapters.dynamodb.engine.gateway import Gateway, Span, Wire, outside_gateway
from adapters.dynamodb.engine.patience import Cancelled, ConditionFailed
from adapters.dynamodb.engine.tokens import new_token
from adapters.dynamodb.engine.writes import Write
from adapters.dynamodb.items import work as works
from adapters.dynamodb.items.values import Item, text
from adapters.dynamodb.keys import AFTER, LAST, STANDING, Key, TenantKeys, sortable
from adapters.dynamodb.layout import outside
from application.ports.agenda import Agenda, Work
from domain.ids import OrganizationId

LEASE: Final = timedelta(seconds=30)
"""So long a process works off a partition before it asks again; when it is gone, another one takes over then."""

ASK_AGAIN: Final = timedelta(seconds=10)
"""When a process asks again for a partition that another one works off."""


@final
class DynamoDbAgenda(Agenda):
    """Due work by time. Each partition is leased to one process, so that work is done twice only after a crash.

    `added` is set when this process plans something, so that a worker need not wait its second. Work of a tenant
    that was erased meanwhile is dropped when its time comes, unless it was planned with the erasure.
    """

    def __init__(self, wire: Wire) -> None:
        self.added = Event()
        self._gateway = outside_gateway(wire)
        self._doors = Gateway(wire, _is_door)
        self._holder = new_token()
        self._lock = Lock()
        self._held: dict[int, datetime] = {}
        self._asked: dict[int, datetime] = {}

    def due(self, now: datetime, most: int) -> tuple[Work, ...]:
        shards = [shard for shard in range(outside.SHARDS) if self._holds(shard, now)]
        queues = [self._queue(shard, now, most) for shard in shards]
        found = list(islice(merge(*queues, key=lambda item: item["SK"]["S"]), most))
        return tuple(works.from_item(item) for item in self._of_the_living(found))

    def done(self, work: Work) -> None:
        self._gateway.write(Write(outside.work_key(work), "Delete"))

    def postpone(self, work: Work, until: datetime) -> None:
        former = Write(outside.work_key(work), "Delete")
        item = self._gateway.get(former.key)
        if item is None:
            return
        later = replace(work, at=until, attempts=work.attempts + 1)
        moved = outside.planned(later, after_erasure=outside.AFTER_ERASURE in item)
        writes = [moved] if former.key == moved.key else [former, moved]
        writes[0].when("attribute_exists(PK)")
        try:
            self._gateway.transact(writes, new_token())
        except Cancelled:
            return

    def _queue(self, shard: int, now: datetime, most: int) -> Sequence[Item]:
        begun = Span(outside.due_partition(shard), AFTER, f"{sortable(now)}{LAST}")
        return list(islice(self._gateway.items(begun, most), most))

    def _of_the_living(self, found: Sequence[Item]) -> Sequence[Item]:
        """Return the work that is still wanted, and drop what was planned for tenants that were erased since."""
        doors = {_organization(item): TenantKeys(_organization(item)).door for item in found}
        open_doors = self._doors.get_many(list(doors.values())) if doors else {}
        lost = [
            item for item in found if outside.AFTER_ERASURE not in item and doors[_organization(item)] not in open_doors
        ]
        for item in lost:
            self._gateway.write(Write(Key(item["PK"]["S"], item["SK"]["S"]), "Delete"))
        return [item for item in found if item not in lost]

    def _holds(self, shard: int, now: datetime) -> bool:
        """Tell whether this process works off a partition, taking the lease of one that nobody works off."""
        with self._lock:
            until = self._held.get(shard)
            if until is not None and now < until - LEASE / 2 and until <= now + LEASE:
                return True
            asked = self._asked.get(shard)
            if asked is not None and asked <= now < asked + ASK_AGAIN:
                return False
            held = self._lease(shard, now)
            self._held.pop(shard, None)
            self._asked.pop(shard, None)
            if held:
                self._held[shard] = now + LEASE
            else:
                self._asked[shard] = now
            return held

    def _lease(self, shard: int, now: datetime) -> bool:
        write = Write(outside.lease_key(shard))
        write.sets = {"holder": text(self._holder), "until": text(sortable(now + LEASE))}
        name, value = write.expressions.name, write.expressions.value
        write.when(
            f"(attribute_not_exists(PK) OR {name('holder')} = {value(text(self._holder))}"
            f" OR {name('until')} <= {value(text(sortable(now)))})"
        )
        try:
            self._gateway.write(write)
        except ConditionFailed:
            return False
        return True


def _organization(item: Item) -> OrganizationId:
    return works.from_item(item).organization_id


def _is_door(partition: str) -> bool:
    return partition.startswith("org#") and partition.endswith(f"#usage#{STANDING}")
