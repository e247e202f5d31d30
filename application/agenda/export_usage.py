"""The hourly telling of usage past the included volume."""

from dataclasses import dataclass
from datetime import datetime
from typing import final

from application.actor import system
from application.billing.exporting import Exporting
from application.billing.planning import DUE
from application.ports.agenda import Work
from domain.errors import NotFound


@final
@dataclass(frozen=True, slots=True)
class ExportUsage:
    """Tells what has come up to the hour that was closed, and plans the next; of an erased organization, nothing."""

    exporting: Exporting

    def __call__(self, work: Work) -> None:
        hour = datetime.fromisoformat(work.subject[DUE])
        try:
            self.exporting.closed_hour(system(work.organization_id, "usage-export"), hour)
        except NotFound:
            return
