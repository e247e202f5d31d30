"""The auditor's rules about billing: a customer and its organization name each other, and no usage is sent twice."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from application.ports.agenda import WorkKind
from tests.assemblies.contents import Contents, Tenant


def its_provider_has_one_name_of_it(tenant: Tenant) -> Iterator[str]:
    held = {customer for customer, owner in tenant.contents.customers.items() if owner == tenant.id}
    wanted = set() if tenant.account.customer is None else {tenant.account.customer}
    if held != wanted:
        yield f"what its payment provider calls it: {held}, not {wanted}"


def who_has_tried_has_used_its_trial(tenant: Tenant) -> Iterator[str]:
    organization = tenant.organization
    plans = () if organization is None else organization.plans.changes
    if any(change.plan.trial for change in plans) and not tenant.account.trial_used:
        yield "it has tried a plan, and could try one again"


def usage_is_exported_once(tenant: Tenant) -> Iterator[str]:
    """Of each meter one row is under way at most, and none is both under way and held."""
    for book in tenant.exports:
        under_way = Counter(row.meter for row in book.pending)
        yield from (f"{meter} is sent {rows} times at once" for meter, rows in under_way.items() if rows > 1)
        both = {row.id for row in book.pending} & {held.row.id for held in book.held}
        yield from (f"{row} is sent and held" for row in both)


def a_customer_is_somebodys(contents: Contents) -> Iterator[str]:
    """An erasure forgets it, at the latest when somebody looks once more."""
    there = {tenant.id for tenant in contents.tenants if tenant.organization is not None}
    erased = {work.organization_id for work in contents.work if work.kind is WorkKind.FINISH_ERASURE}
    for customer, owner in contents.customers.items():
        if owner not in there | erased:
            yield f"{customer} is what nobody is called"


BILLING_RULES: Final[list[Callable[[Tenant], Iterator[str]]]] = [
    its_provider_has_one_name_of_it,
    who_has_tried_has_used_its_trial,
    usage_is_exported_once,
]
