"""What the arguments of the command line may be, and the one line that says so when they are not."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import click
import httpx

from domain.billing_cycle import BillingCycle


def cycle(_context: click.Context, _option: click.Parameter, value: str | None) -> BillingCycle | None:
    try:
        return None if value is None else BillingCycle.parse(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def moment(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime | None:
    try:
        moment = None if value is None else datetime.fromisoformat(value)
        if moment is None or moment.tzinfo is not None:
            return moment and moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise click.BadParameter("a time is written like 2026-11-23T09:00:00Z") from error
    raise click.BadParameter("the time needs a zone, like the Z of 2026-11-23T09:00:00Z")


def identifier(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not (value.isascii() and value.replace("_", "").isalnum()):
        raise click.BadParameter("an id has letters, digits and _ only")
    return value


def secret(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not (value.isascii() and value.isprintable()):
        raise click.BadParameter("that is not an API key")
    return value.strip()


def address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        httpx.URL(value)
    except (ValueError, httpx.InvalidURL):
        usable = False
    if not usable:
        raise click.BadParameter("the address is written like https://tenantry.example.com")
    return value
