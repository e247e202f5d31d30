"""`make demo`: starts an API of its own in memory, tells the story, and ends with 1 where it is not true."""

import sys

import httpx
from rich.console import Console
from rich.markup import escape

from entrypoints.demo.callers import Caller, Misbehaved, insist
from entrypoints.demo.machines import Machine
from entrypoints.demo.server import own_server
from entrypoints.demo.stage import Stage
from entrypoints.demo.story import Import, Story
from entrypoints.import_log import SAMPLE_LOG
from entrypoints.import_log.access_log import AccessLog
from entrypoints.import_log.command import import_log


def sample_import(url: str) -> Import:
    """Import the sample log with the command that a user would type."""

    def imported(org_id: str, machine: Machine, cycle: str, as_of: str) -> int:
        whose = ("--organization", org_id, "--project", machine.project_id, "--api-key", machine.key)
        when = ("--url", url, "--into", cycle, "--as-of", as_of)
        failed = import_log.main([str(SAMPLE_LOG), *whose, *when], "tenantry import-log", standalone_mode=False)
        insist(not failed, "the import of the sample log was not complete")
        return AccessLog.open(SAMPLE_LOG).readable

    return imported


def tell(client: httpx.Client, console: Console) -> bool:
    """Tell the story to the API that a client speaks to; return whether it was true."""
    url = str(client.base_url)
    stage = Stage(console)
    stage.title("Tenantry", f"The story of Acme, told to a server at {url} that lives as long as the story.")
    try:
        Story(stage, Caller(client), sample_import(url)).tell()
    except Misbehaved as error:
        console.print(f"\n[bold red]The product does something else:[/] {escape(str(error))}")
        return False
    console.print("\n[bold green]Everything that you read was checked against what the API answered.[/]")
    return True


def main() -> int:
    with own_server() as url, httpx.Client(base_url=url) as client:
        return 0 if tell(client, Console(highlight=False)) else 1


if __name__ == "__main__":
    sys.exit(main())
