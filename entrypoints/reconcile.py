"""`tenantry reconcile`: whether ledger, exported usage, invoices and subscriptions agree."""

import sys
from collections.abc import Iterator
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from application.actor import operator
from application.billing.reconcile import Reconciliation
from domain.ids import OrganizationId
from entrypoints.container import Assembly
from entrypoints.operating import WHO, operators_assembly, refusals_shown

COLUMNS: Final = ("organization", "difference", "on", "ours", "theirs", "cause", "")


@click.command()
@click.option("--repair", is_flag=True, help="Mend what is safe to mend.")
@click.option("--organization", metavar="ORG_ID", help="Only this organization; otherwise everybody who pays or paid.")
def reconcile(*, repair: bool, organization: str | None) -> None:
    """Compare each organization's ledger, exported usage, invoices and subscription with the payment provider.

    Prints each difference by name with its cause, and ends with 1 when any is left. The same settings as those of the
    server say where. The server does the same each day by itself, with --repair.
    """
    assembly = operators_assembly()
    with refusals_shown(organization or ""):
        left = _shown(assembly, organization, repair=repair)
    sys.exit(1 if left else 0)


def _shown(assembly: Assembly, organization: str | None, *, repair: bool) -> int:
    """Print what was found, and return how much of it is left."""
    console, table, looked, left = Console(), Table(*COLUMNS, box=None, padding=(0, 2, 0, 0)), 0, 0
    for organization_id, found in _reconciled(assembly, organization, repair=repair):
        looked += 1
        left += len(found.left)
        _add(table, organization_id, found)
    if table.row_count:
        console.print(table)
    console.print(f"{looked} organizations looked at, {table.row_count} differences, {left} left.")
    return left


def _reconciled(
    assembly: Assembly, organization: str | None, *, repair: bool
) -> Iterator[tuple[OrganizationId, Reconciliation]]:
    if organization is None:
        yield from assembly.reconcile_all(WHO, repair=repair)
    else:
        only = OrganizationId(organization)
        yield only, assembly.application.reconcile(operator(only, WHO), repair=repair)


def _add(table: Table, organization_id: str, found: Reconciliation) -> None:
    for known in found.found:
        state = "repaired" if known in found.repaired else ""
        table.add_row(organization_id, known.name, known.subject, known.ours, known.theirs, known.cause, state)
    for known in found.left:
        if known not in found.found:
            table.add_row(organization_id, known.name, known.subject, known.ours, known.theirs, known.cause, "")
