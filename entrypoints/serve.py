"""`make run`: one process serves everything, from its memory or a table, with companies to try it on."""

import shlex
import signal
import sys
from pathlib import Path
from socket import socket
from typing import NoReturn

import click

from domain.errors import Conflict
from entrypoints.beside import end_with_parent, find_earlier_excess, greet, work_off_what_is_due
from entrypoints.container import Assembly, assembled, log_to_stderr
from entrypoints.container.http import http_server, reserve
from entrypoints.dynamodb_local.java import NotFetched
from entrypoints.loopback import HOST
from entrypoints.own_place import at_home, keep, kept
from entrypoints.own_stripe import start_own_stripe, with_own_stripe
from entrypoints.production import in_production, settings_to_serve
from entrypoints.seed.planting import Seed, Seeded
from entrypoints.settings import Settings, WrongSetting
from entrypoints.welcome import welcome
from entrypoints.wsgi import settle


@click.command()
@click.option("--port", type=click.IntRange(1, 65_535), help="Where to listen, instead of PORT.")
@click.option("--empty", is_flag=True, help="Start without the companies to try it on.")
def main(*, port: int | None, empty: bool) -> None:
    """Serve Tenantry to this machine alone, until Ctrl-C."""
    try:
        settings = settings_to_serve(own_table=True)
    except WrongSetting as wrong:
        _end(wrong)
    try:
        with at_home(settings if port is None else settings.model_copy(update={"port": port})) as settings:
            serve(settings, empty=empty, greets=True)
    except NotFetched as missing:
        raise click.ClickException(str(missing)) from missing


def _end(wrong: WrongSetting) -> NoReturn:
    """End with a line for each reason."""
    for line in str(wrong).splitlines():
        click.echo(f"Error: {line}", err=True)
    sys.exit(1)


def serve(settings: Settings, *, empty: bool, greets: bool) -> None:
    """Serve until SIGINT or SIGTERM, or until the process that started this one is gone.

    Requests that have arrived by then still have their answers.
    """
    end_with_parent()
    with _reserved(settings.port) as listener:
        assembly, companies = _started(settings, empty=empty)
        server = http_server(assembly, listener)
        for told in (signal.SIGINT, signal.SIGTERM):
            signal.signal(told, lambda *_: server.stop())
        settle()
        if greets:
            url = f"http://{HOST}:{settings.port}"
            greet(url, welcome(url, companies, _command_line(), _whereabouts(assembly.settings)))
        server.serve()


def _reserved(port: int) -> socket:
    """Take the port before anything is built, or stop where another listens already."""
    try:
        return reserve(HOST, port)
    except OSError as error:
        raise click.ClickException(f"PORT: {port} cannot be listened on: {error.strerror}") from error


def _started(settings: Settings, *, empty: bool) -> tuple[Assembly, tuple[Seeded, ...]]:
    """Build the application, with what runs beside it and the companies to try it on."""
    log_to_stderr(settings)
    settings, asked = with_own_stripe(settings), settings
    try:
        assembly = assembled(settings)
        assembly.prepare()
    except WrongSetting as wrong:
        _end(wrong)
    if settings is not asked:
        start_own_stripe(assembly)
    companies = () if empty else _seeded(assembly, settings)
    work_off_what_is_due(assembly)
    find_earlier_excess(assembly)
    return assembly, companies


def _seeded(assembly: Assembly, settings: Settings) -> tuple[Seeded, ...]:
    """Plant the companies in development, unless mail is really sent: theirs would go to addresses that nobody has.

    Nor do they fit into other plans than those that come with Tenantry, or where nobody signs up for a paid one.
    """
    fits = settings.plan_catalogue is None and settings.billing != "none"
    if in_production(settings) or assembly.outbox is None or not fits:
        return ()
    seed = Seed(assembly.application, assembly.clock, assembly.work_off, assembly.outbox.sent)
    if settings.storage == "memory":
        return seed()
    try:
        companies = seed()
    except Conflict:
        return kept()
    keep(companies)
    return companies


def _whereabouts(settings: Settings) -> str:
    if settings.storage == "memory":
        return "Everything is kept in memory, and gone when this server ends: press Ctrl-C."
    where = settings.dynamodb_endpoint or "AWS"
    return f"Everything is kept in the DynamoDB table {settings.dynamodb_table} at {where}. Ctrl-C ends this server."


def _command_line() -> str:
    """Return how `tenantry` is called from here."""
    installed = Path(sys.executable).with_name("tenantry")
    return shlex.join([str(installed)] if installed.exists() else [sys.executable, "-m", "entrypoints.cli"])


if __name__ == "__main__":
    main()
