"""`tenantry extend-trial`: the operator lets a trial last longer."""

from datetime import datetime

import click

from application.actor import operator
from domain.billing.state import Trialing
from domain.ids import OrganizationId
from entrypoints.operating import WHO, operators_assembly, refusals_shown


@click.command()
@click.argument("organization", metavar="ORG_ID")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    required=True,
    help="The day (YYYY-MM-DD) with whose first moment, 00:00 UTC, the trial ends; at most 730 days ahead.",
)
def extend_trial(*, organization: str, until: datetime) -> None:
    """Let the trial of an organization last until DATE.

    What is paid begins then, with the rest of that month; months go on from first to first. A trial is never made
    shorter. The server tells the payment provider, also later if that is out of reach now. Ends with 1 when it is
    refused. The same settings as those of the server say where.
    """
    assembly, only = operators_assembly(), OrganizationId(organization)
    with refusals_shown(organization):
        extended = assembly.application.extend_trial(operator(only, WHO), until=until.date())
    if isinstance(extended.billing, Trialing):
        click.echo(f"The trial of {extended.name} ({only}) ends on {extended.billing.ends_at:%Y-%m-%d, %H:%M} UTC.")
