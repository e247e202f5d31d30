"""When keys were last used: noted to the minute, written off the way of the request that used them."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from adapters.dynamodb.engine.gateway import Gateway, Span, Wire, tenant_gateway
from adapters.dynamodb.engine.patience import ConditionFailed
from adapters.dynamodb.engine.writes import Write
from adapters.dynamodb.items.values import as_moment, moment
from adapters.dynamodb.keys import Key, TenantKeys
from adapters.dynamodb.layout.placing import created
from application.ports.log import Log
from domain.api_keys.api_key import ApiKey
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
        self._noted: OrderedDict[tuple[str, KeyId], datetime] = OrderedDict()
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="last-uses")

    def note(self, organization_id: OrganizationId, used: ApiKey, now: datetime) -> None:
        """Note a use, if the last one that was noted is a minute old."""
        keys = TenantKeys(organization_id)
        name = keys.root, used.id
        with self._lock:
            last = self._noted.get(name)
            if last is not None and now - last < COARSENESS:
                return
            self._noted[name] = now
            self._noted.move_to_end(name)
            if len(self._noted) > MOST:
                self._noted.popitem(last=False)
        self._writer.submit(self._write, keys, used, now)

    def told(self, gateway: Gateway, keys: TenantKeys, used: Sequence[ApiKey]) -> Mapping[KeyId, datetime]:
        """Return when keys were last used, by this process or another; nothing of one that never was.

        They lie in the order in which keys are listed: those of a page are read in one go.
        """
        places = {created(key): key.id for key in used}
        if not places:
            return {}
        span = Span(keys.last_uses, min(places), max(places))
        written = {item["SK"]["S"]: as_moment(item[AT]) for item in gateway.items(span)}
        told = {places[place]: at for place, at in written.items() if place in places}
        for key in used:
            noted = self._noted.get((keys.root, key.id))
            if noted is not None:
                told[key.id] = max(noted, told.get(key.id, noted))
        return told

    def _write(self, keys: TenantKeys, used: ApiKey, now: datetime) -> None:
        write = Write(Key(keys.last_uses, created(used)))
        write.sets[AT] = moment(now)
        name, value = write.expressions.name(AT), write.expressions.value(moment(now))
        write.when(f"(attribute_not_exists({name}) OR {name} < {value})")
        try:
            tenant_gateway(self._wire, keys).write(write)
        except ConditionFailed:
            return
        except Exception as error:  # noqa: BLE001 - nobody waits for it who could be told
            self._log.failure("last_use.lost", error)
