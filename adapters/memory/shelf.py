"""Resources of one kind in one tenant: by id, and in the order of their list."""

from collections.abc import Callable, Iterator
from typing import Final, Generic, Protocol, TypeVar

from sortedcontainers import SortedDict

from application.unit_of_work import Page
from domain.errors import NotFound

MOST_READ: Final = 1_000
"""A page reads at most so many items to find those that are asked for; a short page with a cursor is legal."""


class Kept(Protocol):
    """What stands on a shelf."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> int: ...


Item = TypeVar("Item", bound=Kept)


class Shelf(Generic[Item]):
    """Items by id and by `place`, a text that is unique among them. Changed only under the tenant's lock."""

    def __init__(self, place: Callable[[Item], str], *, newest_first: bool = False) -> None:
        self._place = place
        self._newest_first = newest_first
        self._items: dict[str, Item] = {}
        self._order: SortedDict[str, str] = SortedDict()

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(tuple(self._items.values()))

    def find(self, item_id: str) -> Item | None:
        """Return an item, or None."""
        return self._items.get(item_id)

    def get(self, item_id: str) -> Item:
        """Return an item; NotFound when there is none."""
        item = self._items.get(item_id)
        if item is None:
            raise NotFound
        return item

    def at(self, place: str) -> Item | None:
        """Return the item that stands at a place."""
        item_id = self._order.get(place)
        return None if item_id is None else self._items[item_id]

    def put(self, item: Item) -> None:
        """Put an item in the place of the one with its id."""
        former = self._items.get(item.id)
        place = self._place(item)
        if former is not None and self._place(former) != place:
            del self._order[self._place(former)]
        self._items[item.id] = item
        self._order[place] = item.id

    def drop(self, item: Item) -> None:
        """Take an item away."""
        former = self._items.pop(item.id)
        del self._order[self._place(former)]

    def page(self, after: str | None, limit: int, where: Callable[[Item], bool]) -> Page[Item]:
        """Return up to `limit` items behind the place `after`, reading at most 1,000, or `limit` if that is more."""
        found: list[Item] = []
        for read, place in enumerate(self._behind(after), start=1):
            item = self._items[self._order[place]]
            if where(item):
                found.append(item)
            if len(found) == limit or read == max(limit, MOST_READ):
                return Page(tuple(found), place if place != self._last() else None)
        return Page(tuple(found), None)

    def _behind(self, after: str | None) -> Iterator[str]:
        if self._newest_first:
            return self._order.irange(None, after, inclusive=(True, False), reverse=True)
        return self._order.irange(after, None, inclusive=(False, True))

    def _last(self) -> str:
        return self._order.peekitem(0 if self._newest_first else -1)[0]
