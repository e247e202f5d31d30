"""The intake of usage: from what was sent to a record that can be counted, or the refusal of it."""

from datetime import datetime
from typing import Final

from application.access.authorise import check_held, check_project_role, sees
from application.actor import Actor
from application.ports.workspaces import Workspace
from application.usage.remembered import Remembered
from application.usage.requests import UsageRequest
from domain.billing_cycle import BillingCycle
from domain.errors import Conflict, InvalidRequest, NotFound
from domain.ids import ProjectId
from domain.plans.meter import MEASURES, Meter
from domain.projects.project import Project
from domain.roles.permission import Permission
from domain.roles.refusals import PermissionDenied
from domain.roles.role import ProjectRole
from domain.usage.allowance import CycleTerms
from domain.usage.record import UsageRecord
from domain.usage.refusals import CycleClosed
from domain.usage.timeliness import check_founded, check_lead, check_timeliness

GAUGES: Final = frozenset(meter for meter, measure in MEASURES.items() if measure.gauge)
_RESTATED: Final = "a gauge is corrected by its next record"


class Intake:
    """One actor's desk at one moment; projects and terms are looked up once, however many records come."""

    __slots__ = ("_actor", "_cycle", "_projects", "_refused", "_remembered", "_terms", "_workspace", "now")

    def __init__(self, actor: Actor, workspace: Workspace, remembered: Remembered, now: datetime) -> None:
        self._actor = actor
        self._workspace = workspace
        self._remembered = remembered
        self.now = now
        self._cycle = BillingCycle.of(now)
        self._terms = remembered.of(workspace.organization, self._cycle, now).terms
        self._projects: dict[ProjectId, Project] = {}
        self._refused: dict[ProjectId, NotFound | PermissionDenied] = {}

    def record(self, request: UsageRequest) -> UsageRecord:
        """Return the record that a request asks for, which corrects none.

        Raises NotFound, PermissionDenied, InvalidRequest, CycleClosed, or Conflict.
        """
        project_id, meter, amount, metadata, record_id, timestamp, corrects = request
        project = self._projects.get(project_id) or self.project(request)
        if corrects is not None and meter in GAUGES:
            raise InvalidRequest.at("/corrects", _RESTATED)
        if amount < 0:
            raise InvalidRequest.at("/quantity", "only a correction may be negative")
        if timestamp is None:
            timestamp = counted_at = self.now
            terms = self._terms
        else:
            counted_at, terms = timestamp, self._terms_at(timestamp)
        if project.archived and meter not in GAUGES:
            raise Conflict("the project is archived")
        maximum = terms.allowances[meter].included
        segment = None if meter in GAUGES else terms.stretch.number
        return UsageRecord(
            record_id, project_id, meter, amount, timestamp, counted_at, metadata, None, maximum, segment
        )

    def correction(self, request: UsageRequest, corrected: UsageRecord) -> UsageRecord:
        """Return the record that corrects another, which `corrected` has found; Conflict if its project is archived."""
        project_id, meter, amount, metadata, record_id, timestamp, corrects = request
        if self._projects[project_id].archived:
            raise Conflict("the project is archived")
        counted_at, maximum = corrected.counted_at, self._terms_of(corrected.cycle).allowances[meter].included
        timestamp = timestamp or self.now
        return UsageRecord(
            record_id,
            project_id,
            meter,
            amount,
            timestamp,
            counted_at,
            metadata,
            corrects,
            maximum,
            corrected.segment,
        )

    def project(self, request: UsageRequest) -> Project:
        """Return the project of a request, if the actor may record usage of it, or correct it.

        A time that cannot be is told first; NotFound when the actor may not know of the project.
        """
        project_id, timestamp = request.project_id, request.timestamp
        if timestamp is not None:
            self._check_time(timestamp)
        if request.corrects is not None:
            check_held(self._actor, Permission.CORRECT_USAGE)
        project = self._known(project_id)
        if request.corrects is not None:
            check_project_role(self._actor, project_id, ProjectRole.LEAD, Permission.CORRECT_USAGE)
        return project

    def _known(self, project_id: ProjectId) -> Project:
        known = self._projects.get(project_id)
        if known is not None:
            return known
        if project_id in self._refused:
            raise self._refused[project_id].with_traceback(None)
        try:
            return self._looked_up(project_id)
        except (NotFound, PermissionDenied) as refusal:
            self._refused[project_id] = refusal
            raise

    def _looked_up(self, project_id: ProjectId) -> Project:
        if not sees(self._actor, project_id):
            raise NotFound
        project = self._workspace.projects.recent(project_id)
        check_project_role(self._actor, project_id, ProjectRole.DEVELOPER, Permission.RECORD_USAGE)
        self._projects[project_id] = project
        return project

    def _check_time(self, timestamp: datetime) -> None:
        """Refuse a time that cannot be."""
        check_lead(timestamp, self.now)
        if timestamp < self._cycle.start:
            check_founded(timestamp, self._workspace.organization.first_cycle)

    def _terms_at(self, timestamp: datetime) -> CycleTerms:
        if self._cycle.start <= timestamp <= self.now:
            return self._terms
        self._check_time(timestamp)
        return self._terms_of(check_timeliness(timestamp, self.now))

    def _terms_of(self, cycle: BillingCycle) -> CycleTerms:
        return self._remembered.of(self._workspace.organization, cycle, self.now).terms

    def corrected(self, request: UsageRequest) -> UsageRecord:
        """Return the record that a request corrects.

        Raises InvalidRequest, NotFound (also when the actor may not see the record), Conflict, or CycleClosed.
        """
        if request.meter in GAUGES:
            raise InvalidRequest.at("/corrects", _RESTATED)
        corrected = None if request.corrects is None else self._workspace.usage.record(request.corrects)
        if corrected is None or not sees(self._actor, corrected.project_id):
            raise NotFound
        if corrected.corrects is not None:
            raise Conflict("a correction cannot be corrected; correct the first record again")
        if corrected.project_id != request.project_id or corrected.meter is not Meter(request.meter):
            raise Conflict("a correction has the project and type of the record it corrects")
        if corrected.cycle.is_closed(self.now):
            raise CycleClosed(corrected.cycle)
        return corrected


def same_or_conflict(known: UsageRecord, request: UsageRequest) -> UsageRecord:
    """Return the record that was kept before, if the request says the same; Conflict if it says something else."""
    sent = known._replace(
        project_id=request.project_id,
        meter=request.meter,
        amount=request.amount,
        timestamp=request.timestamp or known.timestamp,
        metadata=request.metadata,
        corrects=request.corrects,
    )
    if not sent.repeats(known, timestamp_sent=request.timestamp is not None):
        raise Conflict("another record was sent under this id")
    return known


def resets_at(record: UsageRecord) -> datetime | None:
    """Return when the total of a record's meter starts again; None for the gauge."""
    return None if record.meter in GAUGES else record.cycle.end
