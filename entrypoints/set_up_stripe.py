"""`tenantry set-up-stripe`: brings the plan catalogue into a Stripe account, or shows where the two differ."""

import sys
from typing import Final

import click

from application.ports.payments import ProviderRefused
from domain.errors import Unavailable
from entrypoints.settings import Settings, WrongSetting

FINE: Final = frozenset({"in order", "created", "not seen yet"})


@click.command("set-up-stripe")
@click.option("--check", is_flag=True, help="Change nothing; end with 1 when something is missing or differs.")
def set_up_stripe(*, check: bool) -> None:
    """Create the products, prices, meters, portal and webhook that are missing in the account of STRIPE_SECRET_KEY.

    May be run again. What is there and differs is shown and left as it is: a person decides. A webhook's signing
    secret is printed once, when it is created: it belongs into STRIPE_WEBHOOK_SECRETS.
    """
    # stripe is for those who bill by it: other commands need not wait for it
    from entrypoints.container.set_up import set_up  # noqa: PLC0415

    try:
        findings = set_up(Settings.read(), check=check)
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from wrong
    except ProviderRefused as refused:
        raise click.ClickException(refused.reason) from refused
    except Unavailable as away:
        raise click.ClickException("Stripe is out of reach; please try again") from away
    for finding in findings:
        click.echo(" ".join(part for part in (f"{finding.condition:<12}", finding.subject, finding.detail) if part))
        if finding.secret is not None:
            click.echo(f"STRIPE_WEBHOOK_SECRETS={finding.secret}")
    sys.exit(0 if all(finding.condition in FINE for finding in findings) else 1)
