"""What every store's workspace does alike: keep what a use case stages until a commit takes it."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from application.ports.agenda import Work
from application.ports.directory import DirectoryEntry
from application.unit_of_work import Resource, Saved, Staged, StretchStart
from domain.audit.audit_event import AuditEvent
from domain.limits.claim import Claim
from domain.usage.record import UsageRecord


class Staging:
    """The staging half of `Workspace`, which promises what each of these does; a store adds reading and writing."""

    __slots__ = ("_staged",)

    def __init__(self) -> None:
        self._staged = Staged()

    def save(self, resource: Saved) -> Saved:
        return self._staged.save(resource)

    def remove(self, resource: Resource) -> None:
        self._staged.removals.append(resource)

    def reserve(self, *names: str) -> None:
        self._staged.reserved.extend(names)

    def release(self, *names: str) -> None:
        self._staged.released.extend(names)

    def claim(self, *claims: Claim) -> None:
        self._staged.claims.extend(claims)

    def begin_stretch(self, *starts: StretchStart) -> None:
        self._staged.stretches.extend(starts)

    def count(self, records: Sequence[UsageRecord]) -> None:
        self._staged.records.extend(records)

    def enter(self, *entries: DirectoryEntry) -> None:
        self._staged.entries.extend(entries)

    def record(self, *events: AuditEvent) -> None:
        self._staged.events.extend(events)

    def plan(self, *works: Work) -> None:
        self._staged.works.extend(works)

    def _taken(self) -> Staged:
        """Return what is staged, for a commit, and forget it; ValueError when it is not one step."""
        staged, self._staged = self._staged, Staged()
        staged.check()
        return staged

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._staged = Staged()
