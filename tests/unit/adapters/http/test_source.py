"""What is remembered of callers' addresses."""

import tracemalloc
from ipaddress import ip_network

from adapters.http.source import Sources

MOST = 5_000_000
PROXY = "10.0.0.1"


def test_long_fields_of_many_callers_take_no_memory() -> None:
    source_of = Sources((ip_network("10.0.0.0/8"),))
    fields = (f"{'x' * 50_000}{number}, 203.0.113.{number % 250}" for number in range(1_000))
    tracemalloc.start()

    addresses = {source_of({"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": field}, "req").address for field in fields}

    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(addresses) == 250
    assert used < MOST


def test_many_addresses_take_little_memory() -> None:
    source_of = Sources((ip_network("10.0.0.0/8"),))
    tracemalloc.start()

    addresses = [source_of({"REMOTE_ADDR": f"2001:db8::{number:x}"}, "req").address for number in range(6_000)]

    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert addresses[-1] == "2001:db8::176f"
    assert used < MOST
