"""The product on a table: processes that remember nothing when they start, asked over HTTP as customers ask."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import ip_network
from itertools import count
from typing import Any, Final, TypeVar
from uuid import UUID

from pydantic import SecretBytes

from adapters.dynamodb.engine.gateway import Wire
from adapters.system.clocks import MovableClock
from entrypoints.container import Assembly, assembled
from entrypoints.container.http import http_api
from entrypoints.container.table import connection
from entrypoints.settings import Settings
from tests.assemblies.storage import NOON
from tests.assemblies.tables import table_on
from tests.capacity.calls import Call
from tests.capacity.errands import on_errand
from tests.capacity.recorder import Recorder
from tests.capacity.scale import meter
from tests.http.site import Caller, passwords

Company = TypeVar("Company")

PLENTY: Final = 1_000_000
SECRETS: Final = {"1": SecretBytes(b"of no consequence, but long enough")}

BROWSER: Final = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 "
    "Safari/537.36 Edg/138.0.0.0"
)
ADDRESS: Final = "2001:db8:85a3:8d3:1319:8a2e:370:7348"

ALMOST_APRIL: Final = NOON.replace(day=30)
"""Nearly all days of the cycle have had their usage, and nobody's clock shows the next one yet."""

_NUMBERS: Final = count(0x5D1C_9E07_0000_0000_0000_0000_0000_0001)


def new_name() -> str:
    """Return a UUID, as clients and proxies make one for each request."""
    return str(UUID(int=next(_NUMBERS), version=4))


@dataclass(frozen=True, slots=True)
class Cost:
    """What a request asks of DynamoDB, one after another, and what is paid for it."""

    round_trips: int
    write_units: float
    read_units: float

    def within(self, ceiling: "Cost") -> bool:
        """Tell whether nothing of it is above a ceiling."""
        return (
            self.round_trips <= ceiling.round_trips
            and self.write_units <= ceiling.write_units
            and self.read_units <= ceiling.read_units
        )

    def plus(self, round_trips: int = 0, write_units: float = 0, read_units: float = 0) -> "Cost":
        """Return a cost that is that much higher."""
        return Cost(self.round_trips + round_trips, self.write_units + write_units, self.read_units + read_units)


@dataclass(frozen=True, slots=True)
class Reading:
    """The calls that were made on one errand."""

    calls: tuple[Call, ...]

    @property
    def cost(self) -> Cost:
        return Cost(
            len(self.calls),
            sum(call.write_units for call in self.calls),
            sum(call.read_units for call in self.calls),
        )

    def __str__(self) -> str:
        return "\n".join(map(str, self.calls)) or "nothing"


class Process:
    """One process of the product. Another one over the same table shares its secrets, and nothing that it knows."""

    def __init__(self, settings: Settings, clock: MovableClock) -> None:
        self.assembly: Final[Assembly] = assembled(settings, clock=clock, passwords=passwords())
        self.api: Final = http_api(self.assembly)

    def caller(self, credential: Mapping[str, str]) -> Caller:
        """Return somebody with a credential, behind a proxy that names their address and each request."""
        headers = {"User-Agent": BROWSER, "X-Forwarded-For": ADDRESS, "X-Request-Id": new_name(), **credential}
        return Caller(self.api, headers)

    def settle(self) -> None:
        """Do what is due."""
        while self.assembly.work_off():
            pass


@dataclass
class Premises:
    """One table, the clock of all its processes, and the meter of all that they ask."""

    settings: Settings
    clock: MovableClock
    recorder: Recorder
    _companies: dict[Callable[["Premises"], Any], Any] = field(default_factory=dict)

    @cached_property
    def founder(self) -> Process:
        """The process that founds companies: what is due is done by one alone."""
        return self.process()

    def process(self) -> Process:
        """Start a process."""
        return Process(self.settings, self.clock)

    def company(self, found: Callable[["Premises"], Company]) -> Company:
        """Return the company that is founded in this way; one for all who ask for it."""
        if found not in self._companies:
            self._companies[found] = found(self)
        company: Company = self._companies[found]
        return company

    def measured(self, deed: Callable[[], object]) -> Reading:
        """Do something, and return the calls that it made by itself; nothing else is listened to."""
        with self.recorder.listening(connection(self.settings)()), on_errand("measured") as errand:
            deed()
        return Reading(tuple(call for call in self.recorder.calls if call.errand is errand))


@contextmanager
def premises_on(endpoint: str) -> Iterator[Premises]:
    """Premises on a table of their own, gone afterwards."""
    with table_on(endpoint) as wire:
        yield premises_over(endpoint, wire)


def premises_over(endpoint: str, wire: Wire) -> Premises:
    """Return premises on a table that is there."""
    return Premises(settings_on(endpoint, wire.table), MovableClock(ALMOST_APRIL), meter(wire.connect(), wire.table))


def settings_on(endpoint: str, table: str) -> Settings:
    """Return the settings of a product on a table that nobody throttles while it is set up."""
    return Settings(
        storage="dynamodb",
        dynamodb_endpoint=endpoint,
        dynamodb_table=table,
        jwt_secret=SECRETS,
        key_peppers=SECRETS,
        signups_per_hour=PLENTY,
        logins_per_minute=PLENTY,
        trusted_proxies=(ip_network("127.0.0.0/8"),),
        log_level="ERROR",
    )
