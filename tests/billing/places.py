"""Where the company stands when something happens to it, reached by the shortest way."""

from datetime import UTC, datetime, timedelta

from application.organizations.change_settings import ChangeSettings
from domain.ids import ProjectId, RecordId
from domain.organizations.names import Slug
from domain.organizations.settings import Overage
from domain.organizations.settings_changes import SettingsChanges
from domain.plans.meter import Meter
from domain.projects.project import Environment, ProjectType
from tests.billing.world import BEGINNING, DAY, HOUR, Process, World

PAID_AT = BEGINNING + timedelta(days=14)
"""When the trial is over."""
ACT_AT = datetime(2026, 3, 20, 10, 30, tzinfo=UTC)
"""When things happen."""


def on_free(world: World) -> None:
    world.found("free")
    world.leap(ACT_AT)


def on_free_with_card(world: World) -> None:
    world.found("free")
    world.usual.use.open_portal(world.alice)
    world.side.card(world.customer, works=True)
    world.leap(ACT_AT)


def signed_up(world: World) -> None:
    """Nothing of it has been told to the provider yet."""
    world.clock.set(ACT_AT)
    world.found("starter")


def in_trial(world: World, plan: str = "starter") -> None:
    world.clock.set(ACT_AT - 7 * DAY)
    world.found(plan)
    world.usual.run()
    world.side.card(world.customer, works=True)
    world.leap(ACT_AT)


def in_trial_of_pro(world: World) -> None:
    in_trial(world, "pro")


def paying(world: World, plan: str = "starter") -> None:
    world.found(plan)
    world.usual.run()
    world.side.card(world.customer, works=True)
    world.leap(PAID_AT + timedelta(minutes=1))
    world.leap(ACT_AT)


def paying_pro(world: World) -> None:
    paying(world, "pro")


def lapsed(world: World) -> None:
    """The trial is over, and nobody has paid; now there is a card."""
    world.found("starter")
    world.usual.run()
    world.leap(PAID_AT + timedelta(minutes=1))
    world.side.card(world.customer, works=True)
    world.leap(ACT_AT)


def lapsed_without_card(world: World) -> None:
    world.found("starter")
    world.usual.run()
    world.leap(PAID_AT + timedelta(minutes=1))
    world.leap(ACT_AT)


def leaving(world: World) -> None:
    """It pays, and has cancelled."""
    paying(world)
    world.usual.use.cancel_subscription(world.alice)
    world.usual.run()


def leaving_for_less(world: World) -> None:
    paying_pro(world)
    world.usual.use.choose_plan(world.alice, plan="starter")
    world.usual.run()


def using(world: World) -> None:
    """It pays, and uses more than is included."""
    paying(world)
    allow_overage(world)
    project = start_project(world)
    use(world, project, "calls", Meter.API_CALL, 130_000)
    use(world, project, "bytes", Meter.BANDWIDTH, 50 * 2**30 + 12_345)


def not_exporting(world: World) -> None:
    """It uses more than is included, and nobody has exported it for hours."""
    using(world)
    world.clock.advance(3 * HOUR)


def month_over(world: World) -> None:
    """March's totals are about to be final, and something late was added to them."""
    using(world)
    world.live(datetime(2026, 4, 2, 23, 30, tzinfo=UTC))
    project = world.open().projects.page(None, 1, lambda _: True).items[0].id
    use(world, project, "late", Meter.API_CALL, 777, at=datetime(2026, 3, 31, 23, tzinfo=UTC))
    world.clock.set(datetime(2026, 4, 3, 0, 30, tzinfo=UTC))


def owing(world: World) -> None:
    """April's payment was declined some days ago."""
    paying(world)
    world.live(datetime(2026, 3, 30, tzinfo=UTC))
    world.side.card(world.customer, works=False)
    world.live(datetime(2026, 4, 6, 12, tzinfo=UTC))


def closed(world: World) -> None:
    """It is closing, its thirty days are over, and somebody has taken back at the provider that it pays no more."""
    using(world)
    world.usual.use.close_organization(world.alice)
    world.live(ACT_AT + 2 * DAY)
    payments = world.side.ports.payments
    payments.keep(payments.subscriptions(world.customer)[0].id, "by a person")
    world.hear()
    world.live(ACT_AT + timedelta(days=29))
    world.clock.set(ACT_AT + timedelta(days=30))


def allow_overage(world: World) -> None:
    change: ChangeSettings = world.usual.use.change_settings
    change(world.alice, changes=SettingsChanges(overage=Overage(enabled=True, spend_cap_cents=100_000)))


def start_project(world: World) -> ProjectId:
    return world.usual.use.create_project(
        world.alice, name="Web", slug=Slug("web"), type=ProjectType.WEB, environment=Environment.PRODUCTION
    ).id


def use(
    world: World,
    project: ProjectId,
    name: str,
    meter: Meter,
    amount: int,
    *,
    at: datetime | None = None,
    corrects: str | None = None,
    by: Process | None = None,
) -> None:
    """Record usage."""
    (by or world.usual).use.record_usage(
        world.alice,
        project_id=project,
        meter=meter,
        amount=amount,
        metadata={},
        record_id=RecordId(name),
        timestamp=at,
        corrects=None if corrects is None else RecordId(corrects),
    )


def next_hour(world: World) -> datetime:
    return world.now.replace(minute=0, second=0, microsecond=0) + HOUR
