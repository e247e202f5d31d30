"""`make run`: one process serves everything, from its memory or a table, with companies to try it on."""

import shlex
import signal
import socket
import sys
from functools import partial
from pathlib import Path
from typing import Final
from wsgiref.types import WSGIApplication

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces

from domain.errors import Conflict
from entrypoints.beside import end_with_parent, greet, work_off_what_is_due
from entrypoints.container import Assembly, assembled, log_to_stderr
from entrypoints.container.http import http_api
from entrypoints.dynamodb_local.java import NotFetched
from entrypoints.loopback import HOST
from entrypoints.own_place import at_home, keep, kept
from entrypoints.own_stripe import start_own_stripe, with_own_stripe
from entrypoints.seed.planting import Seed, Seeded
from entrypoints.settings import Settings, WrongSetting
from entrypoints.welcome import welcome
from entrypoints.wsgi import settle

THREADS: Final = 4
"""That take requests: enough that a password being hashed, or a body that does not arrive, holds up nobody else,
and few enough that they do not fight for the interpreter."""
LAST_REQUESTS: Final = 10
"""Seconds that requests have to end in after the server was told to stop."""


@click.command()
@click.option("--port", type=click.IntRange(1, 65_535), help="Where to listen, instead of PORT.")
@click.option("--empty", is_flag=True, help="Start without the companies to try it on.")
def main(*, port: int | None, empty: bool) -> None:
    """Serve Tenantry to this machine alone, until Ctrl-C."""
    try:
        settings = Settings.read()
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from wrong
    try:
        with at_home(settings if port is None else settings.model_copy(update={"port": port})) as settings:
            serve(settings, empty=empty, greets=True)
    except NotFetched as missing:
        raise click.ClickException(str(missing)) from missing


def serve(settings: Settings, *, empty: bool, greets: bool) -> None:
    """Serve until SIGINT or SIGTERM, or until the process that started this one is gone.

    Memory belongs to one process, so there is one worker.
    """
    _check_free(settings.port)
    end_with_parent()
    server = Granian(
        "tenantry",
        address=HOST,
        port=settings.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=1,
        blocking_threads=THREADS,
        workers_kill_timeout=LAST_REQUESTS,
        log_enabled=False,
    )
    server.serve(target_loader=partial(_started, settings, empty=empty, greets=greets), wrap_loader=False)


def _check_free(port: int) -> None:
    """Stop where somebody listens already: the server itself would share the port with them and say nothing."""
    with socket.socket() as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind((HOST, port))
        except OSError as error:
            raise click.ClickException(f"PORT: {port} cannot be listened on: {error.strerror}") from error


def _started(settings: Settings, *, empty: bool, greets: bool) -> WSGIApplication:
    """Build the application in the process that will serve it, with what runs beside it."""
    _leave_ctrl_c_to_parent()
    end_with_parent()
    log_to_stderr(settings)
    settings, asked = with_own_stripe(settings), settings
    try:
        assembly = assembled(settings)
        assembly.prepare()
    except WrongSetting as wrong:
        click.echo(f"Error: {wrong}", err=True)
        sys.exit(1)
    if settings is not asked:
        start_own_stripe(assembly)
    companies = () if empty else _seeded(assembly, settings)
    work_off_what_is_due(assembly)
    api = http_api(assembly)
    settle()
    if greets:
        url = f"http://{HOST}:{settings.port}"
        greet(url, welcome(url, companies, _command_line(), _whereabouts(settings)))
    return api


def _leave_ctrl_c_to_parent() -> None:
    """Block SIGINT here: a terminal sends it to this process too, and the parent's SIGTERM follows.

    Granian's worker does not survive the second signal while it handles the first: it would hang until it is killed.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _seeded(assembly: Assembly, settings: Settings) -> tuple[Seeded, ...]:
    """Plant the companies, unless mail is really sent: theirs would go to addresses that nobody has.

    Nor do they fit into other plans than those that come with Tenantry.
    """
    if assembly.outbox is None or settings.plan_catalogue is not None:
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
