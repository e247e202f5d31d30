"""What the operator's commands share: the assembly that the server's settings name, and refusals in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from domain.errors import NotFound, Refusal, Unavailable
from entrypoints.container import Assembly, assembled, log_to_stderr
from entrypoints.settings import Settings, WrongSetting

WHO: Final = "command line"
"""The operator's name in audit logs."""


def operators_assembly() -> Assembly:
    """Return the assembly that shares store and provider with the server; ClickException where nothing is shared."""
    try:
        settings = Settings.read()
        _check_shared(settings)
        log_to_stderr(settings)
        return assembled(settings)
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from wrong


@contextmanager
def refusals_shown(organization: str) -> Iterator[None]:
    """Say a refusal on one line, and end with 1."""
    try:
        yield
    except NotFound as missing:
        raise click.ClickException(f"there is no organization {organization}") from missing
    except Unavailable as away:
        raise click.ClickException("the store or the payment provider is out of reach; please try again") from away
    except Refusal as refusal:
        raise click.ClickException(refusal.detail) from refusal


def _check_shared(settings: Settings) -> None:
    if settings.storage == "memory":
        raise WrongSetting("STORAGE: what a server keeps in memory no other process can look at")
    if settings.billing == "memory":
        raise WrongSetting("BILLING: a provider that a server simulates no other process can look at")
