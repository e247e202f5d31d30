"""The command `tenantry import-log`: what it takes, what it prints and how it ends."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path

import click
import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from domain.billing_cycle import BillingCycle
from entrypoints.import_log import arguments
from entrypoints.import_log.access_log import AccessLog, Changed
from entrypoints.import_log.delivery import TIMEOUT, Delivery, NotDelivered, StillBusy
from entrypoints.import_log.replay import AsItHappened, OutsideCycle, Replayed, Timeline
from entrypoints.import_log.tally import Tally, ranges
from entrypoints.import_log.usage_records import usage_of

LARGEST_BATCH = 1_000
PATIENCE = 120
INTERRUPTED = 130
AGAIN = "Run the same command again to go on: nothing is counted twice."


@click.command("import-log")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--organization",
    required=True,
    callback=arguments.identifier,
    metavar="ORG_ID",
    help="Whose usage it is.",
)
@click.option(
    "--project",
    required=True,
    callback=arguments.identifier,
    metavar="PROJECT_ID",
    help="The project that served it.",
)
@click.option(
    "--api-key",
    required=True,
    callback=arguments.secret,
    metavar="KEY",
    envvar="TENANTRY_API_KEY",
    show_envvar=True,
    help="A key with the scope write:resources. Others can read a command line: prefer the variable.",
)
@click.option(
    "--url",
    default="http://127.0.0.1:8000",
    callback=arguments.address,
    show_default=True,
    help="The Tenantry server.",
)
@click.option(
    "--into",
    "cycle",
    callback=arguments.cycle,
    metavar="YYYY-MM",
    help="Count the requests in this billing cycle, spread over it as they are over the log. Needs --as-of.",
)
@click.option(
    "--as-of",
    callback=arguments.moment,
    metavar="TIME",
    help="The moment of that cycle at which the log ends.",
)
@click.option(
    "--batch-size",
    type=click.IntRange(1, LARGEST_BATCH),
    default=LARGEST_BATCH,
    show_default=True,
    help="Records a request.",
)
def import_log(
    *,
    file: Path,
    organization: str,
    project: str,
    api_key: str,
    url: str,
    cycle: BillingCycle | None,
    as_of: datetime | None,
    batch_size: int,
) -> None:
    """Record the requests of a web server's access log as usage.

    FILE is in the combined format of Apache and nginx. Each request is one api_call, and the bytes of its
    answer are bandwidth. Records are named by the file's content, their line and their meter, so the command
    may be stopped at any moment and run again. Import a log once it is finished: one that has grown is
    another file, and its lines would count again.
    """
    log = _read(file)
    entries = usage_of(log, project, _timeline(log, cycle, as_of))
    tally = Tally()
    with (
        httpx.Client(base_url=url, headers={"X-API-Key": api_key}, timeout=TIMEOUT) as client,
        _told_at_the_end(tally),
        _progress() as progress,
    ):
        delivery = Delivery(client, organization, PATIENCE, threading.Event().wait)
        lines = progress.add_task("Lines sent", total=log.readable)
        read = 0
        while batch := list(islice(entries, batch_size)):
            tally.add(batch, delivery.send([record for _, record in batch]))
            read += sum(record["type"] == "api_call" for _, record in batch)
            progress.update(lines, completed=read)
    if tally.refused:
        raise click.exceptions.Exit(1)


def _read(file: Path) -> AccessLog:
    name = click.format_filename(file)
    if not file.is_file():
        raise click.ClickException(f"{name} is not a file that can be read twice.")
    try:
        log = AccessLog.open(file)
    except OSError as error:
        raise click.ClickException(f"{name} cannot be read: {error.strerror}") from error
    lines = log.readable + len(log.unreadable)
    click.echo(f"{name}: {log.readable:,} of {lines:,} lines are requests.")
    if log.unreadable:
        click.echo(f"Lines that could not be read: {', '.join(ranges(log.unreadable))}")
    if lines and not log.readable:
        raise click.ClickException(f"{name} is not an access log in the combined format.")
    return log


def _timeline(log: AccessLog, cycle: BillingCycle | None, as_of: datetime | None) -> Timeline:
    if (cycle is None) != (as_of is None):
        raise click.UsageError("--into and --as-of go together.")
    if cycle is None or as_of is None or log.span is None:
        return AsItHappened()
    try:
        return Replayed(log.span, cycle, as_of)
    except OutsideCycle as error:
        raise click.UsageError(
            f"--as-of {as_of:%Y-%m-%dT%H:%M:%SZ} is not in the cycle {cycle}: "
            f"it must lie from {cycle.start:%Y-%m-%dT%H:%M:%SZ} to before {cycle.end:%Y-%m-%dT%H:%M:%SZ}."
        ) from error


@contextmanager
def _told_at_the_end(tally: Tally) -> Iterator[None]:
    try:
        yield
    except NotDelivered as error:
        _tell(tally)
        advice = f" {AGAIN}" if isinstance(error, StillBusy) else ""
        raise click.ClickException(f"Not everything was sent: {error}.{advice}") from error
    except Changed as error:
        _tell(tally)
        raise click.ClickException("The file changed while it was read. Import a log once it is finished.") from error
    except KeyboardInterrupt:
        _tell(tally)
        click.echo(f"Interrupted. {AGAIN}", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None
    _tell(tally)


def _tell(tally: Tally) -> None:
    counted = f"{tally.accepted:,} records accepted, {tally.duplicates:,} counted before"
    click.echo(f"{counted}, {tally.refused:,} refused.")
    for refusals in tally.reasons.values():
        click.echo(f"  {refusals}")
    if tally.out_of_time:
        click.echo(
            "A billing cycle that is closed, or from before the organization, takes no usage. To count these "
            "requests nevertheless, play the log again inside an open one: --into YYYY-MM --as-of TIME."
        )


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
