"""A client that sends a request again until it is answered, under the same idempotency key if it has one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from application.actor import Actor, Once
from application.application import Application
from application.races import AlreadyAnswered
from domain.errors import Refusal, Unavailable
from tests.assemblies.product import Process
from tests.faults.world import Change, World

DONE: Final = "done"
"""What is told of what somebody else may have done before."""


@dataclass(frozen=True)
class Sent:
    """One sending of a request to one process."""

    process: Process
    world: World
    once: Once | None

    @property
    def use(self) -> Application:
        return self.process.use

    @property
    def alice(self) -> Actor:
        return self.world.alice.once_only(self.once)

    @property
    def operator(self) -> Actor:
        return self.world.operator.once_only(self.once)


@dataclass(frozen=True, repr=False)
class Request:
    """A use case as somebody asks for it."""

    name: str
    act: Callable[[Sent], object]
    world: Change | None = None
    keyed: bool = True
    """Whether it comes with an idempotency key."""
    done: tuple[type[Refusal], ...] = ()
    """Refusals that tell who asks again that it was done."""
    anew: bool = False
    """Whether, without a key, asking again does something again, with all that belongs to it."""
    changes: int = 1
    """How many events of a change come of it."""
    often: bool = False
    """Whether it is asked for so often that each kind of trouble strikes each of its calls at every run."""


@dataclass
class Client:
    """Who asks, and keeps what was answered."""

    request: Request
    world: World
    sendings: int = 0
    answers: list[bytes] = field(default_factory=list)

    def ask(self, process: Process, recovered: Callable[[], Process] | None = None) -> bytes:
        """Ask until it is answered; after a failure ask whom `recovered` names."""
        while True:
            try:
                answer = self._send(process)
            except Unavailable:
                assert recovered is not None, "it was not to be noticed"
                process = recovered()
                continue
            self.answers.append(answer)
            return answer

    def _send(self, process: Process) -> bytes:
        """Handle a request as the HTTP adapter does: the first answer is looked for before, and after a refusal."""
        once = Once("acme", self.request.name, "body", _rendered) if self.request.keyed else None
        sent_before, self.sendings = self.sendings > 0, self.sendings + 1
        kept = None if once is None else process.use.find_answer(once)
        if kept is not None:
            return kept
        try:
            return _rendered(self.request.act(Sent(process, self.world, once)))
        except AlreadyAnswered as known:
            return known.answer.body
        except Refusal as refusal:
            kept = None if once is None else process.use.find_answer(once)
            if kept is not None:
                return kept
            if sent_before and isinstance(refusal, self.request.done):
                return _rendered(DONE)
            raise


def _rendered(result: object) -> bytes:
    return repr(result).encode()
