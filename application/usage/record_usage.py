"""Recording one usage record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.ports.clock import Clock
from application.ports.workspaces import Workspace, Workspaces
from application.usage.counting import Counting
from application.usage.intake import GAUGES, Intake, resets_at, same_or_conflict
from application.usage.remembered import Remembered
from application.usage.requests import Recorded, UsageRequest
from application.usage.storing import Storing
from application.usage.usage_correction import UsageCorrection
from domain.errors import Conflict
from domain.ids import ProjectId, RecordId
from domain.plans.meter import Meter
from domain.projects.project import Project
from domain.roles.permission import Permission
from domain.roles.refusals import OrganizationRestricted
from domain.usage.record import UsageRecord
from domain.usage.refusals import CycleClosed


@final
@dataclass(frozen=True, slots=True)
class RecordUsage:
    """Keeps a record once: sent again with the same content it is answered as the first time."""

    workspaces: Workspaces
    clock: Clock
    remembered: Remembered
    counting: Counting
    storing: Storing
    usage_correction: UsageCorrection
    permission: ClassVar = Permission.RECORD_USAGE
    new_permission: ClassVar = Permission.RECORD_NEW_USAGE
    """Needed for all but a gauge, which may fall while nothing new may begin."""

    def __call__(
        self,
        actor: Actor,
        *,
        project_id: ProjectId,
        meter: Meter,
        amount: int,
        metadata: Mapping[str, str],
        record_id: RecordId,
        timestamp: datetime | None = None,
        corrects: RecordId | None = None,
    ) -> Recorded:
        """Record `amount` smallest units of a meter.

        Raises NotFound, PermissionDenied, Conflict (other content under the id, archived project, a gauge's record
        that is late, a correction of more than there is), CycleClosed, InvalidRequest or PlanLimitExceeded. While
        nothing new may begin only a gauge can fall: OrganizationRestricted.
        """
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission if meter in GAUGES else self.new_permission)
            intake = Intake(actor, workspace, self.remembered, self.clock.now())
            request = UsageRequest(project_id, meter, amount, metadata, record_id, timestamp, corrects)
            return self.one(actor, workspace, intake, request)

    def one(self, actor: Actor, workspace: Workspace, intake: Intake, request: UsageRequest) -> Recorded:
        """Record one request of an actor that may record at all; `workspace` is only read."""
        project = intake.project(request)
        try:
            if request.corrects is None:
                record = intake.record(request)
                known = self._kept(actor, project, record)
            else:
                corrected = intake.corrected(request)
                record = intake.correction(request, corrected)
                known = self.usage_correction.correct(actor, corrected, record)
        except (Conflict, CycleClosed, OrganizationRestricted):
            known = workspace.usage.record(request.record_id)
            if known is None:
                raise
            record = known
        if known is None:
            return Recorded(record, resets_at(record))
        return Recorded(same_or_conflict(known, request), resets_at(known), repeated=True)

    def _kept(self, actor: Actor, project: Project, record: UsageRecord) -> UsageRecord | None:
        """Keep a record and return None, or return what was kept before under its id."""
        if record.meter in GAUGES:
            return self.storing.store(actor, project, record)
        counted = self.counting.count(actor, record.cycle, [record])
        refusal = counted.refused.get(record.record_id)
        if refusal is not None:
            raise refusal
        return counted.repeats.get(record.record_id)
