"""Who is to pay, as the payment provider shows it."""

from dataclasses import dataclass

from domain.ids import OrganizationId


@dataclass(frozen=True, slots=True)
class Payer:
    """Who is to pay, as the provider shows it on invoices."""

    organization_id: OrganizationId
    name: str
    email: str
