"""Acting as somebody: authentication, the rate limits and the door to a company, as every request passes them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import assert_never

from adapters.mail.outbox_mailbox import OutboxMailbox
from adapters.system.clocks import MovableClock
from application.access.authenticated import Authenticated
from application.access.rate_limited import RateLimited
from application.actor import Actor, Source
from application.agenda.work_off import WorkOff
from application.application import Application
from domain.errors import Conflict, Refusal
from domain.ids import OrganizationId
from domain.limits.refusals import FeatureNotInPlan, PlanLimitExceeded, Upgrade
from domain.roles.permission import Permission
from tests.features.billing import Provider
from tests.features.driver import Limit, Offer, Refused
from tests.features.drivers.names import UNKNOWN, Names, Session, is_fresh, key_text
from tests.features.words import Caller, Key, Person


class Acting(Names):
    def __init__(
        self,
        application: Application,
        work_off: WorkOff,
        clock: MovableClock,
        outbox: OutboxMailbox,
        provider: Provider,
    ) -> None:
        super().__init__()
        self.application = application
        self.work_off = work_off
        self.clock = clock
        self.outbox = outbox
        self.provider = provider

    def settle(self) -> None:
        """Do what is due: notices are heard, mails are sent, what has run out ends."""
        self.provider.tell(self.hear)
        while self.work_off():
            self.provider.tell(self.hear)

    def hear(self, body: bytes, signature: str) -> None:
        """Take a notice of the payment provider."""
        self.application.receive_notice(body, signature=signature)

    @property
    def source(self) -> Source:
        return Source(address=self.address)

    def organization_id(self, company: str) -> OrganizationId:
        return OrganizationId(self.companies.get(company, f"org_{UNKNOWN}"))

    def acting(self, who: Caller, company: str, permission: Permission) -> Actor:
        """Return the actor of a request to a company, or refuse it as the door does."""
        authenticated = self.authenticated(who, company)
        verdict = self.application.throttle(authenticated)
        if verdict.violated:
            raise RateLimited(verdict)
        self.application.admit(authenticated, permission, self.organization_id(company))
        return authenticated.actor

    def authenticated(self, who: Caller, company: str) -> Authenticated:
        match who:
            case Key():
                key = key_text(self.made_keys[who.name], who)
                return self.application.authenticate_key(self.organization_id(company), key, self.source)
            case Person():
                session = self.session(who, self.home_of(who, company))
                return self.application.authenticate_token(session.access_token, self.source)
            case _:
                assert_never(who)

    def session(self, who: Person, company: str) -> Session:
        """Return a session of somebody at a company, a fresh one unless they are still signed in."""
        known = self.sessions.get((who.key, company))
        if known is not None and (who.still_signed_in or is_fresh(known, self.clock.now())):
            return known
        return self.log_in(who, company)

    def log_in(self, who: Person, company: str | None) -> Session:
        raise NotImplementedError


@contextmanager
def told() -> Iterator[None]:
    """Turn refusals, and values that cannot be, into the words of a scenario."""
    try:
        yield
    except Refusal as refusal:
        raise refused(refusal) from refusal
    except ValueError as wrong:
        raise Refused("invalid-request", str(wrong)) from wrong


def outcomes(answers: Iterable[object]) -> tuple[Refused | None, ...]:
    """Return the refusal of each element of a batch that was refused."""
    return tuple(refused(answer) if isinstance(answer, Refusal) else None for answer in answers)


def refused(refusal: Refusal) -> Refused:
    said = Refused(refusal.code, refusal.detail)
    match refusal:
        case PlanLimitExceeded(upgrade=upgrade):
            said.limit = limit(refusal)
            said.offer = offer(upgrade)
        case FeatureNotInPlan(upgrade=upgrade):
            said.offer = offer(upgrade)
        case RateLimited(verdict=verdict):
            said.come_again_in = verdict.retry_after
        case Conflict(unfit=unfit):
            said.must_go = frozenset(sentence.partition(":")[0] for sentence in unfit)
        case _:
            pass
    return said


def limit(refusal: PlanLimitExceeded) -> Limit:
    maximum, used, requested, remaining = (
        Decimal(str(number)) for number in (refusal.maximum, refusal.used, refusal.requested, refusal.remaining)
    )
    return Limit(refusal.meter, maximum, used, requested, remaining, refusal.resets_at)


def offer(upgrade: Upgrade | None) -> Offer | None:
    """Return what is offered; inside, the plan's name is where to go: only the edge knows addresses."""
    return None if upgrade is None else Offer(str(upgrade.plan), upgrade.price_cents, f"plan {upgrade.plan}")
