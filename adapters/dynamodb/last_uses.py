"""When keys were last used: noted to the minute, written off the way of the request that used them."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from adapters.dynamodb.gateway import Gateway, Wire, tenant_gateway
from adapters.dynamodb.items.values import as_moment, moment
from adapters.dynamodb.keys import Key, TenantKeys
from adapters.dynamodb.patience import ConditionFailed
from adapters.dynamodb.writes import Write
from application.ports.log import Log
from domain.ids import KeyId, OrganizationId

COARSENESS: Final = timedelta(minutes=1)
MOST: Final = 20_000
AT: Final = "at"


class LastUses:
    """The last uses of keys that this process knows of, and a thread that writes them down.

    What was noted in the last moments of a process that is killed is lost: it is told to the minute, and no record
    of anything.
    """

    def __init__(self, wire: Wire, log: Log) -> None:
        self._wire = wire
        self._log = log
        self._lock = Lock()
        self._noted: OrderedDict[Key, datetime] = OrderedDict()
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="last-uses")

    def note(self, organization_id: OrganizationId, key_id: KeyId, now: datetime) -> None:
        """Note a use, if the last one that was noted is a minute old."""
        keys = TenantKeys(organization_id)
        key = keys.last_use(key_id)
        with self._lock:
            last = self._noted.get(key)
            if last is not None and now - last < COARSENESS:
                return
            self._noted[key] = now
            self._noted.move_to_end(key)
            if len(self._noted) > MOST:
                self._noted.popitem(last=False)
        self._writer.submit(self._write, keys, key, now)

    def told(self, gateway: Gateway, keys: TenantKeys, key_ids: Sequence[KeyId]) -> Mapping[KeyId, datetime]:
        """Return when keys were last used, by this process or another; nothing of one that never was."""
        places = {keys.last_use(key_id): key_id for key_id in key_ids}
        written = gateway.get_many(list(places), consistent=False)
        told = {places[key]: as_moment(item[AT]) for key, item in written.items()}
        for key, key_id in places.items():
            noted = self._noted.get(key)
            if noted is not None:
                told[key_id] = max(noted, told.get(key_id, noted))
        return told

    def _write(self, keys: TenantKeys, key: Key, now: datetime) -> None:
        write = Write(key)
        write.sets[AT] = moment(now)
        name, value = write.expressions.name(AT), write.expressions.value(moment(now))
        write.when(f"(attribute_not_exists({name}) OR {name} < {value})")
        try:
            tenant_gateway(self._wire, keys).write(write)
        except ConditionFailed:
            return
        except Exception as error:  # noqa: BLE001 - nobody waits for it who could be told
            self._log.failure("last_use.lost", error)
