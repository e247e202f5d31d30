"""Which calls to DynamoDB each request makes, in a process that has just started.

Trouble strikes at each of them, so they stand here before anything is run; a test holds them against what is called.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

OPERATIONS: Final = {
    "get": "GetItem",
    "many": "BatchGetItem",
    "query": "Query",
    "update": "UpdateItem",
    "delete": "DeleteItem",
    "sweep": "BatchWriteItem",
    "commit": "TransactWriteItems",
}
_SHORT: Final = {operation: short for short, operation in OPERATIONS.items()}

CALLS: Final = {
    "sign up": "get 2*update commit",
    "sign up, signed in": "get 2*update get commit",
    "accept": "5*get query commit",
    "accept with a login": "5*get 3*update query commit",
    "invite": "2*get many commit",
    "resend": "3*get commit",
    "revoke an invitation": "2*get commit",
    "change a user": "3*get commit",
    "remove a user": "3*get query commit",
    "invite several": "3*get commit get commit many 2*query 2*get commit",
    "change several users": "2*get commit 2*get commit",
    "transfer ownership": "4*get query commit",
    "come with a token": "many update",
    "log in": "4*update 2*get query 3*get commit",
    "refresh": "2*get many commit query",
    "switch": "2*get query 2*get commit",
    "log out": "2*get commit",
    "create a project": "2*get many commit",
    "change a project": "2*get many commit",
    "archive a project": "2*get commit",
    "restore a project": "3*get commit",
    "create a key": "2*get commit",
    "change a key": "2*get query commit",
    "rotate a key": "3*get query commit",
    "revoke a key": "2*get commit",
    "change settings": "get commit",
    "rename": "get query commit",
    "change the plan": "7*get many 6*get commit",
    "reduce the plan": "7*get many 6*get commit",
    "close": "get commit",
    "reopen": "2*get commit",
    "suspend": "2*get commit",
    "lift a suspension": "2*get commit",
    "change the plan in a new month": "3*get commit 4*get many 6*get commit",
    "record calls": "get many commit",
    "record calls up to thresholds": "get many commit many commit",
    "record calls past the volume": "get many commit many get commit many commit",
    "record calls in a new month": "get many 2*commit",
    "record bytes in a new month": "get 2*many get commit many commit",
    "ask for too many calls": "get many commit many 2*get commit",
    "ask for more than the cap": "get many commit many get commit many get 2*commit",
    "record a batch at the edge": "get many commit many commit many commit",
    "correct calls": "get many 3*get commit",
    "record bytes": "get 2*many commit",
    "record bytes past the volume": "get 2*many commit 2*many commit",
    "record a batch": "get many commit many commit",
    "record a mixed batch": "get many commit 3*get 2*commit 2*many commit",
    "send an invitation": "4*update 4*query many 2*get delete",
    "expire an invitation": "4*update 4*query many 2*get commit delete",
    "tell of a threshold": "4*update 4*query many get query get delete",
    "tell owners": "4*update 4*query many get query delete",
    "rename lines": "4*update 4*query many 2*get delete 4*query commit delete",
    "erase": (
        "4*update 4*query many 2*get 13*query commit query sweep 3*query sweep query sweep 3*query sweep 3*query sweep "
        "query 2*sweep query sweep 2*query sweep get 2*query sweep query sweep delete 2*sweep delete 2*sweep delete "
        "sweep query get 2*sweep get 2*sweep get 2*sweep query sweep 3*query sweep query sweep 2*query delete"
    ),
    "erase what was never founded": (
        "4*update 4*query many get query get commit 12*query sweep get 5*query sweep 3*query sweep 2*query delete"
    ),
}


def operations_of(name: str) -> tuple[str, ...]:
    """The operations that a request calls, in their order."""
    found: list[str] = []
    for word in CALLS[name].split():
        times, _, short = word.rpartition("*")
        found += [OPERATIONS[short]] * int(times or 1)
    return tuple(found)


def written_down(operations: Iterable[str]) -> str:
    """Operations as they stand here: `get 2*update commit`."""
    runs = [(_SHORT[operation], len(list(run))) for operation, run in groupby(operations)]
    return " ".join(short if times == 1 else f"{times}*{short}" for short, times in runs)


def short(operation: str) -> str:
    """The word for an operation."""
    return _SHORT[operation]
