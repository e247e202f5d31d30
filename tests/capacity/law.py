"""What may be asked of DynamoDB, whatever the request: each rule names the calls that break it.

The house's own jobs may look into several tenants and read as much as there is; nobody waits for them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tests.capacity.calls import Call
from tests.capacity.errands import Errand

Rule = Callable[[Sequence[Call]], Iterator[str]]

ALLOWED: Final = frozenset(
    {"GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"}
)
ALLOWED_IN_BACKGROUND: Final = ALLOWED | {"BatchWriteItem"}
"""An erasure deletes in batches."""

OUTSIDE: Final = (
    "answer#", "certificate#", "customer#", "due#", "invite#", "lease#", "login#", "notice#", "person#", "rate#",
    "refresh#", "session#", "slug#",
)  # fmt: skip
"""How partitions begin that belong to no tenant."""

BETWEEN_TENANTS: Final = frozenset({"POST /organizations", "POST /invitations/accept", "POST /auth/switch"})
"""Requests of somebody who is signed in to one organization and enters another."""

READ_FOR_EACH: Final = 4
"""Items read at most for each that a page asks for."""

_TENANT: Final = re.compile(r"org#([a-z0-9_]+)(?:#|$)")


@dataclass(frozen=True, slots=True)
class Bounded:
    """A kind of query that reads all there is, as that is little by design."""

    index: str | None
    partition: str
    reason: str

    def takes(self, call: Call) -> bool:
        """Tell whether a call is of this kind."""
        return call.index == self.index and all(re.fullmatch(self.partition, each) for each in call.partitions)


BOUNDED: Final = (
    Bounded(None, r"org#\w+#usage#\d{4}-\d{2}", "a cycle's totals: a few of each project, and plans limit projects"),
    Bounded(None, r"org#\w+#gauge#storage", "what is stored: one of each project, and plans limit projects"),
    Bounded(None, r"org#\w+#uses", "when keys were last used: from the first to the last key of one page"),
    Bounded(None, r"person#\w+", "the companies of one person: somebody invited it to each"),
    Bounded("gsi-user-audit", r"org#\w+#user#\w+", "the good keys that one user has made: told when it is removed"),
)


def tenant_of(partition: str) -> str | None:
    """Return whose a partition is; None: no tenant's."""
    found = _TENANT.match(partition)
    return found[1] if found else None


def operations_are_agreed(calls: Sequence[Call]) -> Iterator[str]:
    for call in calls:
        if call.operation not in (ALLOWED_IN_BACKGROUND if call.background else ALLOWED):
            yield f"not agreed: {call}"


def partitions_are_known(calls: Sequence[Call]) -> Iterator[str]:
    for call in calls:
        for partition in call.partitions:
            if tenant_of(partition) is None and not partition.startswith(OUTSIDE):
                yield f"nobody's partition: {call}"


def a_call_stays_in_one_tenant(calls: Sequence[Call]) -> Iterator[str]:
    for call in calls:
        if not call.background and len(_tenants([call])) > 1:
            yield f"in several tenants: {call}"


def a_request_stays_in_one_tenant(calls: Sequence[Call]) -> Iterator[str]:
    for errand, made in _by_request(calls).items():
        if errand.name not in BETWEEN_TENANTS and len(_tenants(made)) > 1:
            yield f"in several tenants: {errand.name}, {', '.join(map(str, made))}"


def every_query_is_bounded(calls: Sequence[Call]) -> Iterator[str]:
    for call in calls:
        if call.operation != "Query" or call.background or call.limit is not None:
            continue
        if not any(kind.takes(call) for kind in BOUNDED):
            yield f"without a limit: {call}"


def a_page_reads_little_more_than_it_shows(calls: Sequence[Call]) -> Iterator[str]:
    for errand, made in _by_request(calls).items():
        limited = [call for call in made if call.limit is not None]
        read, asked = sum(call.examined for call in limited), max((call.limit or 0 for call in limited), default=0)
        if read > READ_FOR_EACH * asked:
            yield f"reads {read} for {asked}: {errand.name}, {', '.join(map(str, limited))}"


RULES: Final[tuple[Rule, ...]] = (
    operations_are_agreed,
    partitions_are_known,
    a_call_stays_in_one_tenant,
    a_request_stays_in_one_tenant,
    every_query_is_bounded,
    a_page_reads_little_more_than_it_shows,
)


def breaches(calls: Sequence[Call]) -> list[str]:
    """Return what breaks a rule."""
    return [breach for rule in RULES for breach in rule(calls)]


def _by_request(calls: Iterable[Call]) -> dict[Errand, list[Call]]:
    made: dict[Errand, list[Call]] = {}
    for call in calls:
        if call.errand is not None and not call.background:
            made.setdefault(call.errand, []).append(call)
    return made


def _tenants(calls: Iterable[Call]) -> set[str]:
    return {tenant for call in calls for tenant in map(tenant_of, call.partitions) if tenant is not None}
