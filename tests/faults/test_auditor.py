"""The auditor notices whatever is missing, doubled or miscounted, and complains of nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pytest

from adapters.dynamodb.items.values import Item
from domain.usage.allowance import RECORDS
from tests.assemblies.auditor import complaints_about
from tests.assemblies.contents import Contents
from tests.faults.stage import Stage
from tests.faults.usage_requests import with_much_stored

UNNOTICED: Final = {"answer", "due", "invite", "lease", "person/last", "rate", "org/nothing", "org/untold account"}
"""What may be missing: work may be done, tokens be over, a total of nothing not be founded, an account be one that its
provider has not been told of; the rest is no fact."""


@pytest.fixture
def contents(stage: Stage) -> Contents:
    stage.set(with_much_stored)
    return stage.contents()


def kind_of(item: Item) -> str:
    first = item["PK"]["S"].partition("#")[0]
    if item["SK"]["S"] == "account" and "customer" not in item:
        return "org/untold account"
    if item.get("total") == {"N": "0"}:
        return "org/nothing"
    return f"{first}/last" if item["SK"]["S"] == "last" else first


def instead(contents: Contents, place: int, *items: Item) -> Contents:
    return replace(contents, items=(*contents.items[:place], *items, *contents.items[place + 1 :]))


def missed(contents: Contents) -> set[str]:
    """The kinds of items that could be missing without a complaint."""
    return {
        kind_of(item) for place, item in enumerate(contents.items) if not complaints_about(instead(contents, place))
    }


def miscounted(contents: Contents) -> list[str]:
    """The totals, days, levels and balances that could be one more without a complaint."""
    return [
        f"{item['PK']['S']} {item['SK']['S']} {name}"
        for place, item in enumerate(contents.items)
        for name in counts_of(item)
        if not complaints_about(instead(contents, place, one_more(item, name)))
    ]


def counts_of(item: Item) -> Iterator[str]:
    """The numbers of an item that are exact; the total of records runs ahead of them, as processes claim slices."""
    if item["SK"]["S"] == RECORDS:
        return iter(())
    return (name for name in item if name in {"total", "held", "amount"} or (len(name) == 3 and name[0] == "d"))


def one_more(item: Item, name: str) -> Item:
    return {**item, name: {"N": str(int(item[name]["N"]) + 1)}}


def unnoticed_twins(contents: Contents) -> set[str]:
    """The kinds of items that could be there twice, under another id, without a complaint."""
    return {
        kind_of(item)
        for place, item in enumerate(contents.items)
        if "id" in item and not complaints_about(instead(contents, place, item, twin(item)))
    }


def twin(item: Item) -> Item:
    def renamed(value: Any) -> Any:
        return {kind: text.replace(own, f"{own[:-1]}_") for kind, text in value.items()} if "S" in value else value

    own = item["id"]["S"]
    return {name: renamed(value) for name, value in item.items()}


def test_a_sound_table_is_not_complained_of(contents: Contents) -> None:
    assert complaints_about(contents) == []


def test_whatever_is_missing_is_noticed(contents: Contents) -> None:
    assert missed(contents) <= UNNOTICED


def test_whatever_is_there_twice_is_noticed(contents: Contents) -> None:
    assert unnoticed_twins(contents) == set()


def test_fewer_records_claimed_than_kept_are_noticed(contents: Contents) -> None:
    place, claimed = next((at, item) for at, item in enumerate(contents.items) if item["SK"]["S"] == RECORDS)

    fewer = instead(contents, place, {**claimed, "total": {"N": "1"}})

    assert [complaint for complaint in complaints_about(fewer) if "1 claimed" in complaint]


def test_whatever_is_miscounted_is_noticed(contents: Contents) -> None:
    assert miscounted(contents) == []
