"""The use cases of usage, as one process of the product runs them."""

from dataclasses import dataclass

from application.organizations.change_plan import ChangePlan
from application.organizations.change_settings import ChangeSettings
from application.organizations.freeing import Freeing
from application.organizations.moving import PlanMove
from application.ports.clock import Clock
from application.usage.counting import Counting
from application.usage.list_resources import ListResources
from application.usage.opening import Opening
from application.usage.raising import Raising
from application.usage.record_batch import RecordBatch
from application.usage.record_usage import RecordUsage
from application.usage.remembered import Remembered
from application.usage.report_project_usage import ReportProjectUsage
from application.usage.report_usage import ReportUsage
from application.usage.storing import Storing
from application.usage.usage_correction import UsageCorrection
from domain.plans.catalogue import Catalogue
from tests.assemblies.companies import CATALOGUE
from tests.assemblies.storage import Storage


@dataclass(frozen=True, slots=True)
class UsageDesk:
    """One process; several of them over one storage remember different things."""

    record_usage: RecordUsage
    record_batch: RecordBatch
    report_usage: ReportUsage
    report_project_usage: ReportProjectUsage
    list_resources: ListResources
    change_plan: ChangePlan
    change_settings: ChangeSettings


def usage_desk(storage: Storage, catalogue: Catalogue = CATALOGUE, clock: Clock | None = None) -> UsageDesk:
    """A process that has just started: it remembers nothing. Its clock is the storage's, unless it has its own."""
    workspaces, clock, remembered = storage.workspaces, clock or storage.clock, Remembered()
    opening, raising = Opening(workspaces), Raising(workspaces, storage.events, clock)
    counting = Counting(workspaces, clock, catalogue, remembered, opening, raising)
    storing = Storing(workspaces, clock, catalogue, remembered, opening, raising, Freeing(storage.events))
    correcting = UsageCorrection(workspaces, clock, catalogue, remembered, opening, raising, storage.events)
    record_usage = RecordUsage(workspaces, clock, remembered, counting, storing, correcting)
    return UsageDesk(
        record_usage,
        RecordBatch(workspaces, clock, remembered, counting, record_usage),
        ReportUsage(workspaces, clock),
        ReportProjectUsage(workspaces, clock),
        ListResources(workspaces),
        ChangePlan(workspaces, catalogue, clock, storage.ids, storage.events, PlanMove(opening, storage.ids)),
        ChangeSettings(workspaces, clock, storage.ids, storage.events, catalogue),
    )
