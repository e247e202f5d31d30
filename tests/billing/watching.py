"""The ports of a process, with the real parts behind them, whose calls meet trouble or are refused."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self, TypeVar

from application.ports.agenda import Work
from application.ports.payments import ProviderRefused
from entrypoints.container.provider import Provider
from entrypoints.container.storage import Storage
from tests.billing.trouble import STORE, Trouble

Result = TypeVar("Result")


class Watched:
    """A port, with the real part behind it, whose calls meet trouble."""

    def __init__(self, port: object, name: str, trouble: Trouble) -> None:
        self._port = port
        self._name = name
        self._trouble = trouble

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._port, name)
        told = f"{self._name}{name}"
        return lambda *given, **named: self._trouble.around(told, lambda: real(*given, **named))


class Refusing:
    """Payments of which some methods are refused."""

    def __init__(self, port: object, refused: Mapping[str, str]) -> None:
        self._port = port
        self._refused = refused

    def __getattr__(self, name: str) -> Any:
        return self._refuse if name in self._refused else getattr(self._port, name)

    def _refuse(self, *_: object) -> None:
        raise ProviderRefused(next(iter(self._refused.values())))


class WatchedWorkspace:
    """A workspace whose commit meets trouble."""

    def __init__(self, workspace: Any, trouble: Trouble) -> None:
        self._workspace = workspace
        self._trouble = trouble

    def __getattr__(self, name: str) -> Any:
        return getattr(self._workspace, name)

    def commit(self, result: Result) -> Result:
        def commit() -> Result:
            self._workspace.commit(result)
            return result

        return self._trouble.around(f"{STORE}commit", commit)

    def __enter__(self) -> Self:
        self._workspace.__enter__()
        return self

    def __exit__(self, *left: object) -> None:
        self._workspace.__exit__(*left)


class WatchedWorkspaces:
    """A door behind which commits meet trouble."""

    def __init__(self, workspaces: Any, trouble: Trouble) -> None:
        self._workspaces = workspaces
        self._trouble = trouble

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._workspaces, name)
        if name == "sweep":
            return real
        return lambda *given: WatchedWorkspace(real(*given), self._trouble)


def watched_storage(storage: Storage, trouble: Trouble) -> Storage:
    return Storage(
        workspaces=WatchedWorkspaces(storage.workspaces, trouble),
        directory=storage.directory,
        sessions=storage.sessions,
        answers=storage.answers,
        agenda=_WatchedAgenda(storage, trouble),
        credentials=storage.credentials,
        rate_limiter=storage.rate_limiter,
        work_added=storage.work_added,
        ready=storage.ready,
        prepare=storage.prepare,
    )


class _WatchedAgenda:
    """An agenda from which nothing is struck, or put off, without meeting trouble."""

    def __init__(self, storage: Storage, trouble: Trouble) -> None:
        self._agenda = storage.agenda
        self._trouble = trouble

    def due(self, now: datetime, most: int) -> tuple[Work, ...]:
        return self._agenda.due(now, most)

    def done(self, work: Work) -> None:
        self._trouble.around(f"{STORE}done", lambda: self._agenda.done(work))

    def postpone(self, work: Work, until: datetime) -> None:
        self._trouble.around(f"{STORE}postpone", lambda: self._agenda.postpone(work, until))


def watched_provider(provider: Provider, trouble: Trouble) -> Provider:
    return Provider(
        payments=Watched(provider.payments, "payments.", trouble),
        usage_exporter=Watched(provider.usage_exporter, "usage.", trouble),
        payment_notices=provider.payment_notices,
        simulated=None,
        pages=None,
    )
