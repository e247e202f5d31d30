"""Looking once more behind a door that an erasure has closed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, final

from application.actor import system
from application.ports.agenda import Work
from application.ports.workspaces import Workspaces

LAST_LOOK: Final = timedelta(hours=1)
"""After an erasure: what was on its way into an index then can be seen by now."""

SINCE: Final = "since"


@final
@dataclass(frozen=True, slots=True)
class FinishErasure:
    """Removes what an erasure that was cut short, or overtook something, has left of a tenant."""

    workspaces: Workspaces

    def __call__(self, work: Work) -> None:
        since = datetime.fromisoformat(work.subject[SINCE])
        self.workspaces.sweep(system(work.organization_id, "erasure"), since)
