"""What billing keeps, and its items as schema 1 has them, written out."""

from dataclasses import replace
from typing import Any, Final

from adapters.dynamodb.items.values import Item
from domain.billing.account import BillingAccount, Operation, Quote, Review
from domain.billing.export import ExportBook, ExportRow, HeldRow
from domain.billing.invoice import Invoice, InvoiceId, InvoiceLine, InvoiceStatus
from domain.billing.state import PastDue, Paying, Restricted, Trialing
from domain.billing.subscription import CustomerId, Subscription, SubscriptionId, SubscriptionStatus
from domain.billing_cycle import BillingCycle
from domain.organizations.excess import Excess
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.plan import PlanId
from tests.unit.adapters.dynamodb.items.examples import (
    AT_LATER,
    AT_NOW,
    FREE,
    FREE_TOLD,
    LATER,
    NOW,
    ONE,
    YOUNG,
    YOUNG_ITEM,
)

APRIL: Final = BillingCycle(2026, 4)
STARTER: Final = PlanId("starter")
PRO: Final = PlanId("pro")
CALLS: Final = "starter_v1_api_call"

SUBSCRIPTION: Final = Subscription(
    SubscriptionId("sub_1"), STARTER, 1, SubscriptionStatus.ACTIVE, NOW, LATER, None, None, None, None,
    half_scheduled=False,
)  # fmt: skip
ACCOUNT: Final = BillingAccount(
    CustomerId("cus_1"), None, trial_used=False, aligned=-1, operation=None, quote=None, next_look=None,
    next_export=None, next_reconcile=None, review=(), version=1,
)  # fmt: skip
ACCOUNT_ITEM: Final[Item] = {"schema": ONE, "customer": {"S": "cus_1"}, "version": ONE}

BOOK: Final = ExportBook(APRIL, {}, (), (), final=False, version=1)
BOOK_ITEM: Final[Item] = {"schema": ONE, "cycle": {"S": "2026-04"}, "version": ONE}

INVOICE: Final = Invoice(
    InvoiceId("in_1"), None, InvoiceStatus.DRAFT, NOW, (InvoiceLine("Starter", 4_900, NOW, LATER, 1, None),),
    4_900, 0, 0, None, version=1,
)  # fmt: skip
INVOICE_ITEM: Final[Item] = {
    "schema": ONE,
    "id": {"S": "in_1"},
    "status": {"S": "draft"},
    "created": AT_NOW,
    "lines": {"S": '[["Starter",4900,1775392215123456,1777593600000000]]'},
    "total": {"N": "4900"},
    "due": {"N": "0"},
    "version": ONE,
}

USUAL: Final[list[tuple[str, Any, Item]]] = [
    ("billing account", ACCOUNT, ACCOUNT_ITEM),
    ("export book", BOOK, BOOK_ITEM),
    ("invoice", INVOICE, INVOICE_ITEM),
]
"""What has nothing unusual to tell."""

UNUSUAL: Final[list[tuple[str, Any, Item]]] = [
    (
        "organization",
        replace(YOUNG, billing=Trialing(LATER)),
        {**YOUNG_ITEM, "billing": {"S": '{"trialing":1777593600000000}'}},
    ),
    ("organization", replace(YOUNG, billing=Paying()), {**YOUNG_ITEM, "billing": {"S": '{"paying":true}'}}),
    (
        "organization",
        replace(YOUNG, billing=PastDue(NOW)),
        {**YOUNG_ITEM, "billing": {"S": '{"past_due":1775392215123456}'}},
    ),
    (
        "organization",
        replace(YOUNG, billing=Restricted(NOW)),
        {**YOUNG_ITEM, "billing": {"S": '{"restricted":1775392215123456}'}},
    ),
    (
        "organization",
        replace(YOUNG, excess=Excess(NOW, restricted=True)),
        {**YOUNG_ITEM, "excess": {"S": "[1775392215123456,true]"}},
    ),
    (
        "organization",
        replace(YOUNG, plans=PlanHistory((PlanChange(NOW, FREE.on_trial()),))),
        {**YOUNG_ITEM, "plans": {"S": f'[{FREE_TOLD[:-1]},"trial":true}}]'}},
    ),
    (
        "billing account",
        replace(ACCOUNT, customer=None),
        {"schema": ONE, "version": ONE},
    ),
    (
        "billing account",
        replace(ACCOUNT, subscription=SUBSCRIPTION),
        {
            **ACCOUNT_ITEM,
            "subscription": {
                "S": '{"id":"sub_1","plan":"starter","version":1,"status":"active","started":1775392215123456,'
                '"period":1777593600000000}'
            },
        },
    ),
    (
        "billing account",
        replace(
            ACCOUNT,
            subscription=replace(
                SUBSCRIPTION,
                status=SubscriptionStatus.PAST_DUE,
                trial_ends_at=NOW,
                next_plan=PRO,
                ends_at=LATER,
                unpaid_since=NOW,
                half_scheduled=True,
                foreign_meters=True,
            ),
            trial_used=True,
            aligned=3,
            operation=Operation("op_1", PRO, 2, NOW, LATER),
            quote=Quote(PRO, NOW),
            next_look=NOW,
            next_export=LATER,
            next_reconcile=LATER,
            review=(Review(NOW, "row 1", "too old"),),
        ),
        {
            **ACCOUNT_ITEM,
            "subscription": {
                "S": '{"id":"sub_1","plan":"starter","version":1,"status":"past_due","started":1775392215123456,'
                '"period":1777593600000000,"trial":1775392215123456,"next":"pro","ends":1777593600000000,'
                '"unpaid":1775392215123456,"half":true,"foreign":true}'
            },
            "trial_used": {"BOOL": True},
            "aligned": {"N": "3"},
            "operation": {"S": '["op_1","pro",2,1775392215123456,1777593600000000]'},
            "quote": {"S": '["pro",1775392215123456]'},
            "look": AT_NOW,
            "export": AT_LATER,
            "reconcile": AT_LATER,
            "review": {"S": '[[1775392215123456,"row 1","too old"]]'},
        },
    ),
    (
        "export book",
        replace(
            BOOK,
            delivered={CALLS: 120},
            pending=(ExportRow("c0ffee", CALLS, 5, NOW), ExportRow("beef", CALLS, -5, NOW, LATER)),
            held=(HeldRow(ExportRow("f00d", CALLS, 7, NOW, LATER), "too old"),),
            final=True,
        ),
        {
            **BOOK_ITEM,
            "delivered": {"S": '{"starter_v1_api_call":120}'},
            "pending": {
                "S": '[["c0ffee","starter_v1_api_call",5,1775392215123456],'
                '["beef","starter_v1_api_call",-5,1775392215123456,1777593600000000]]'
            },
            "held": {"S": '[["too old","f00d","starter_v1_api_call",7,1775392215123456,1777593600000000]]'},
            "final": {"BOOL": True},
        },
    ),
    (
        "invoice",
        replace(
            INVOICE,
            number="ACME-0001",
            status=InvoiceStatus.PAID,
            lines=(
                InvoiceLine("Seats", 30, NOW, LATER, 3),
                InvoiceLine("API calls", 12, NOW, LATER, 1, CALLS),
                InvoiceLine("Unused time", -5, NOW, LATER),
            ),
            total_cents=37,
            due_cents=30,
            paid_cents=30,
            url="https://invoice.example/1",
        ),
        {
            **INVOICE_ITEM,
            "status": {"S": "paid"},
            "lines": {
                "S": '[["Seats",30,1775392215123456,1777593600000000,3],'
                '["API calls",12,1775392215123456,1777593600000000,1,"starter_v1_api_call"],'
                '["Unused time",-5,1775392215123456,1777593600000000]]'
            },
            "total": {"N": "37"},
            "due": {"N": "30"},
            "number": {"S": "ACME-0001"},
            "paid": {"N": "30"},
            "url": {"S": "https://invoice.example/1"},
        },
    ),
]
"""What has something to tell everywhere."""
