"""What is known of payment providers outside any tenant: their customers, and the notices of theirs that were heard."""

from collections import OrderedDict
from datetime import datetime, timedelta
from itertools import islice
from typing import Final, assert_never

from sortedcontainers import SortedDict

from application.ports.directory import RemoveCustomer, SaveCustomer, TakeNotice
from domain.billing.subscription import CustomerId
from domain.ids import OrganizationId

NOTICES_KNOWN: Final = timedelta(days=40)


class Customers:
    """Customers by name, and notices by the end of their time. Changed only under the directory's lock."""

    def __init__(self) -> None:
        self._organizations: SortedDict[CustomerId, OrganizationId] = SortedDict()
        self._notices: OrderedDict[str, datetime] = OrderedDict()

    def get(self, customer: CustomerId) -> OrganizationId | None:
        """Return the organization that a customer is."""
        return self._organizations.get(customer)

    def after(self, customer: CustomerId | None, most: int) -> tuple[CustomerId, ...]:
        """Return customers behind another one, in the order of their names."""
        return tuple(islice(self._organizations.irange(customer, None, inclusive=(False, True)), most))

    def knows(self, notice_id: str) -> bool:
        """Tell whether a notice was heard; the time of some may have run out since the last one was."""
        return notice_id in self._notices

    def stale(self, entry: SaveCustomer | RemoveCustomer | TakeNotice, now: datetime) -> bool:
        """Tell whether another organization is the customer, or the notice was heard before."""
        match entry:
            case (
                SaveCustomer(customer=customer, organization_id=organization_id)
                | RemoveCustomer(customer=customer, organization_id=organization_id)
            ):
                return self._organizations.get(customer, organization_id) != organization_id
            case TakeNotice(notice_id=notice_id):
                return self._notices.get(notice_id, now) > now
            case _:
                assert_never(entry)

    def apply(self, entry: SaveCustomer | RemoveCustomer | TakeNotice, now: datetime) -> None:
        """Write an entry that was checked."""
        match entry:
            case SaveCustomer(customer=customer, organization_id=organization_id):
                self._organizations[customer] = organization_id
            case RemoveCustomer(customer=customer):
                self._organizations.pop(customer, None)
            case TakeNotice(notice_id=notice_id):
                self._take(notice_id, now)
            case _:
                assert_never(entry)

    def forget(self, organization_id: OrganizationId) -> None:
        """Forget what an organization that was erased is called."""
        for customer in [known for known, owner in self._organizations.items() if owner == organization_id]:
            del self._organizations[customer]

    def __len__(self) -> int:
        return len(self._notices)

    def _take(self, notice_id: str, now: datetime) -> None:
        """Keep a notice, and forget those whose time is over."""
        self._notices.pop(notice_id, None)
        self._notices[notice_id] = now + NOTICES_KNOWN
        while next(iter(self._notices.values())) <= now:
            self._notices.popitem(last=False)
