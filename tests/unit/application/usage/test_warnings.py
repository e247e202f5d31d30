"""Warnings of a limit: marks that were reserved before limits were told, and what a late mail says."""

from dataclasses import replace

import pytest

from application.actor import Actor
from application.usage.raising import Raising
from application.usage.remembered import Remembered
from domain.billing_cycle import BillingCycle
from domain.errors import Refusal
from domain.ids import ProjectId, RecordId
from domain.organizations.settings import Overage
from domain.organizations.settings_changes import SettingsChanges
from domain.plans.meter import Meter
from domain.usage.decision import decide
from tests.assemblies.companies import STARTER, WEBSITE, acting, found, house, machine, organization, project, start
from tests.assemblies.storage import Storage, in_memory
from tests.assemblies.usage_desk import UsageDesk, usage_desk
from tests.contract.deeds import events_of
from tests.unit.application.workshop import Workshop

MINUTE = 10**6


@pytest.fixture
def storage() -> Storage:
    """Acme, on the starter plan, whose 80 % of the calls was told by the version before."""
    storage = in_memory()
    found(storage, organization(plan=STARTER))
    start(storage, project(WEBSITE))
    with storage.workspaces.open(house()) as workspace:
        workspace.reserve("threshold/api_call/2026-03/80")
        workspace.commit(None)
    return storage


def use(desk: UsageDesk, record_id: str, amount: int, meter: Meter = Meter.API_CALL) -> None:
    desk.record_usage(
        machine(), project_id=WEBSITE, meter=meter, amount=amount, metadata={}, record_id=RecordId(record_id)
    )


def use_up_caps(storage: Storage, *caps: int) -> None:
    """Set one spend cap after the other, and be refused at each."""
    for cap in caps:
        changes = SettingsChanges(overage=Overage(enabled=True, spend_cap_cents=cap))
        usage_desk(storage).change_settings(acting(), changes=changes)
        with pytest.raises(Refusal):
            use(usage_desk(storage), f"minutes-{cap}", 10_000 * MINUTE, Meter.COMPUTE)


def call(house: Workshop, alice: Actor, website: ProjectId, record_id: str, amount: int) -> None:
    house.use.record_usage(
        alice, project_id=website, meter=Meter.API_CALL, amount=amount, metadata={}, record_id=RecordId(record_id)
    )


def warnings(storage: Storage) -> list[object]:
    return [event.changes["percent"].after for event in events_of(storage) if event.action == "threshold.reached"]


def test_a_mark_of_the_version_before_counts_for_the_limit_in_force(storage: Storage) -> None:
    use(usage_desk(storage), "calls", 85_000)

    assert warnings(storage) == []


def test_a_mark_of_the_version_before_does_not_count_for_a_larger_plan(storage: Storage) -> None:
    use(usage_desk(storage), "calls", 85_000)
    usage_desk(storage).change_plan(house(), plan="pro")

    use(usage_desk(storage), "more-calls", 500_000)

    assert warnings(storage) == [80]


def test_a_mark_that_was_never_met_again_does_not_count_for_a_larger_plan_either(storage: Storage) -> None:
    usage_desk(storage).change_plan(house(), plan="pro")

    use(usage_desk(storage), "calls", 600_000)

    assert warnings(storage) == [80]


def test_a_mark_of_the_version_before_does_not_count_for_a_raised_cap() -> None:
    storage = in_memory()
    company = organization(plan=STARTER)
    found(storage, replace(company, settings=replace(company.settings, overage=Overage(True, 100))))
    start(storage, project(WEBSITE))
    with storage.workspaces.open(house()) as workspace:
        workspace.reserve("threshold/spend/2026-03/80", "threshold/spend/2026-03/100")
        workspace.commit(None)
    desk = usage_desk(storage)
    use(desk, "minutes", 1_009 * MINUTE, Meter.COMPUTE)
    desk.change_settings(acting(), changes=SettingsChanges(overage=Overage(enabled=True, spend_cap_cents=200)))

    use(usage_desk(storage), "more", 13 * MINUTE, Meter.COMPUTE)

    told = [event for event in events_of(storage) if event.action == "threshold.reached"]
    assert ("spend", 80) in {(event.resource_id, event.changes["percent"].after) for event in told}


def test_a_day_has_four_warnings_of_a_meter_whichever_process_gives_them(storage: Storage) -> None:
    use_up_caps(storage, *range(1, 8))

    assert warnings(storage) == [100, 100, 100, 100]


def test_what_another_thread_has_told_since_the_decision_is_not_told_again(storage: Storage) -> None:
    raising = Raising(storage.workspaces, storage.events, storage.clock)
    with storage.workspaces.open(machine()) as workspace:
        memory = Remembered().of(workspace.organization, BillingCycle.parse("2026-03"), storage.clock.now())
        allowance = memory.terms.allowances[Meter.COMPUTE]
        crossed = decide(memory.terms, [(allowance, 9_000 * MINUTE)], memory.totals).crossed
        memory.warned([threshold.tell(0) for _, threshold in crossed], storage.clock.now().date())

        assert (len(crossed), raising.stage(workspace, machine(), memory, crossed)) == (2, [])


def test_what_was_told_is_noted_once_by_whichever_thread(storage: Storage) -> None:
    organization = storage.workspaces.open(machine()).organization
    memory = Remembered().of(organization, BillingCycle.parse("2026-03"), storage.clock.now())
    full = memory.terms.allowances[Meter.COMPUTE].bound.full
    memory.totals[full.told] = full.limit + 1

    memory.warned([full.tell(0)], storage.clock.now().date())

    assert memory.totals[full.told] == full.limit + 1


def test_what_is_used_is_read_when_the_mail_is_written() -> None:
    house = Workshop()
    alice = house.founded()
    website = house.started(alice).id
    call(house, alice, website, "first", 8_000)
    call(house, alice, website, "more", 1_500)

    house.work_off()

    (mail,) = [mail for mail in house.mailbox.sent() if mail.subject == "Acme: 80 % of the API calls are used"]
    assert "Used: 9,500 of 10,000 API calls (95 %)" in mail.text
