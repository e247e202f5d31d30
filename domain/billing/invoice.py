"""Invoices, and previews of them, as customers read them. All money in integer cents."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.plans.plan import PlanId

InvoiceId = NewType("InvoiceId", str)


class InvoiceStatus(StrEnum):
    """How far an invoice has come."""

    DRAFT = "draft"
    """It still takes the usage of its cycle."""
    OPEN = "open"
    """It is final, and not paid yet."""
    PAID = "paid"
    VOID = "void"
    UNCOLLECTIBLE = "uncollectible"


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One amount: a plan's price, a part of it, a credit (below zero), or usage past the included volume."""

    description: str
    amount_cents: int
    starts_at: datetime
    ends_at: datetime
    quantity: int = 1
    """Of usage: units of its export meter."""
    meter: str | None = None
    """The name of the export meter, for usage."""


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice, as it stands at the provider; `version` is that of our copy."""

    id: InvoiceId
    number: str | None
    """What customers quote; None while it is a draft."""
    status: InvoiceStatus
    created_at: datetime
    lines: tuple[InvoiceLine, ...]
    total_cents: int
    """What the lines add up to; below zero a credit."""
    due_cents: int
    """What was asked for, after credit from earlier invoices; never below zero."""
    paid_cents: int = 0
    url: str | None = None
    """Where a person can see and pay it."""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would be invoiced at once, to the cent: lines, and what of them is to be paid."""

    lines: tuple[InvoiceLine, ...] = ()
    due_cents: int = 0


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """What a change of plan would cost, if it were confirmed while the preview holds."""

    plan: PlanId
    effective_at: datetime
    trial_ends_at: datetime | None
    """When a trial would end that the change begins, or goes on with."""
    now: Preview
    """Nothing when the change waits, or in a trial."""
    month_cents: int
    """The price of each whole month, before usage."""
    holds_until: datetime
