"""How a deed ended: allowed, refused, and what the refusal told."""

from datetime import datetime
from decimal import Decimal

from tests.features.driver import Refused
from tests.features.language import then
from tests.features.refusals import check
from tests.features.stage import Stage


@then("{who:Anybody} is allowed")
def is_allowed(stage: Stage, who: str) -> None:
    assert stage.refusal is None, str(stage.refusal)


@then("{who:Anybody} is refused")
def is_refused(stage: Stage, who: str) -> None:
    check(stage.refusal, "this is not theirs to do")


@then("{who:Anybody} is told that {phrase:Words}")
def is_told(stage: Stage, who: str, phrase: str) -> None:
    check(stage.refusal, phrase)


@then("{some:Count} of {number:Count} succeed(s)")
def some_succeed(stage: Stage, some: int, number: int) -> None:
    assert len(stage.endings) == number
    assert sum(not isinstance(ending, Refused) for ending in stage.endings) == some


@then(
    "the refusal says that {used:Count} of {most:Count} are used,"
    " {requested:Count} [were|was] asked for and {remaining:Count} remain"
)
def says_how_far(stage: Stage, used: int, most: int, requested: int, remaining: int) -> None:
    assert stage.refusal is not None
    limit = stage.refusal.limit
    assert limit is not None
    told = (limit.used, limit.most, limit.requested, limit.remaining)
    assert told == tuple(Decimal(fact) for fact in (used, most, requested, remaining))


@then("the refusal says that it starts anew on {moment:Moment}")
def says_when(stage: Stage, moment: datetime) -> None:
    assert stage.refusal is not None
    assert stage.refusal.limit is not None
    assert stage.refusal.limit.resets_at == moment


@then("{who:Anybody} is offered the {plan:Plan} plan for {price:Money} a month")
def is_offered(stage: Stage, who: str, plan: str, price: int) -> None:
    assert stage.refusal is not None
    offer = stage.refusal.offer
    assert offer is not None
    assert (offer.plan, offer.price_cents) == (plan, price)


@then("{who:Anybody} is told where to upgrade")
def is_told_where(stage: Stage, who: str) -> None:
    assert stage.refusal is not None
    assert stage.refusal.offer is not None
    assert stage.refusal.offer.url


@then("the list holds {name:Name} alone")
def list_holds(stage: Stage, name: str) -> None:
    assert stage.got(tuple) == (name,)


@then("the list is empty")
def list_is_empty(stage: Stage) -> None:
    assert stage.got(tuple) == ()
