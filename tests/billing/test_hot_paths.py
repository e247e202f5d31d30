"""What is asked for often asks no payment provider, and who does not bill through Stripe does not load it."""

import subprocess
import sys
from pathlib import Path

import pytest

from domain.plans.meter import Meter
from tests.billing import places
from tests.billing.trouble import STORE, no_trouble
from tests.billing.world import OFFICE, PASSWORD, Process, World, in_memory_world

ROOT = Path(__file__).parents[2]
WAYS_IN = ("entrypoints.serve", "entrypoints.wsgi", "entrypoints.cli", "entrypoints.demo.__main__")


def asked_of_the_provider(world: World, act: object) -> list[str]:
    """Return what a process asks the payment provider while it acts."""
    trouble = no_trouble()
    assert callable(act)
    act(world.process(trouble))
    return [name for name in trouble.calls if not name.startswith(STORE)]


def using() -> World:
    world = in_memory_world()
    places.using(world)
    world.usual.run()
    return world


def test_recording_usage_asks_no_provider() -> None:
    world = using()
    project = world.open().projects.page(None, 1, lambda _: True).items[0].id

    def record(process: Process) -> None:
        places.use(world, project, "more", Meter.API_CALL, 1_000, by=process)

    assert asked_of_the_provider(world, record) == []


def test_logging_in_asks_no_provider() -> None:
    def log_in(process: Process) -> None:
        process.use.log_in(OFFICE, email="alice@acme.example", password=PASSWORD)

    assert asked_of_the_provider(using(), log_in) == []


def test_reports_ask_no_provider() -> None:
    world = using()

    def report(process: Process) -> None:
        process.use.report_usage(world.alice)
        process.use.read_billing(world.alice)
        process.use.list_invoices(world.alice)

    assert asked_of_the_provider(world, report) == []


def test_a_notice_is_taken_without_asking_the_provider() -> None:
    world = using()
    world.side.cancel(world.customer)

    assert asked_of_the_provider(world, world.take_news) == []


@pytest.mark.parametrize("module", WAYS_IN)
def test_who_does_not_bill_through_stripe_does_not_load_it(module: str) -> None:
    assembling = "from entrypoints.settings import Settings; from entrypoints.container import assembled; "
    asking = f"import sys, {module}; {assembling}assembled(Settings(log_level='ERROR')); print('stripe' in sys.modules)"

    found = subprocess.run([sys.executable, "-c", asking], cwd=ROOT, capture_output=True, text=True, check=True)

    assert found.stdout == "False\n"
