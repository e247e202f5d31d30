"""The opening of a cycle, which goes before what somebody has asked for."""

from application.actor import Once
from tests.assemblies.companies import PRO, found, house
from tests.assemblies.storage import NOON, in_memory
from tests.assemblies.usage_desk import usage_desk

ONCE = Once("acme", "key-1", "body", lambda result: repr(result).encode())


def test_what_is_done_once_is_done_although_a_cycle_is_opened_before() -> None:
    storage = in_memory()
    found(storage)

    changed = usage_desk(storage).change_plan(house().once_only(ONCE), plan="pro")

    assert changed.plan(NOON) == PRO
    kept = storage.answers.find(ONCE.scope, ONCE.key, NOON)
    assert kept is not None
    assert kept.body == ONCE.render(changed)
