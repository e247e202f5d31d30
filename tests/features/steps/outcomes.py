"""How a deed ended: allowed, refused, and what the refusal told."""

from datetime import datetime
from decimal import Decimal

from tests.features.differences import dollars, expect, fail, holds, words_of
from tests.features.driver import Limit, Offer, Refused
from tests.features.language import then
from tests.features.refusals import check, refusal_in_words
from tests.features.stage import Stage


def limit_of(stage: Stage) -> Limit:
    return stage.refused().limit or fail("a refusal that names a limit", "one that names none")


def offer_of(stage: Stage) -> Offer:
    return stage.refused().offer or fail("an offer", "none")


def how_far(facts: tuple[Decimal, Decimal, Decimal, Decimal]) -> str:
    used, most, requested, remaining = map(words_of, facts)
    return f"{used} of {most} used, {requested} asked for and {remaining} remaining"


@then("{who:Anybody} is allowed")
def is_allowed(stage: Stage, who: str) -> None:
    expect(f"{who} to meet {{}}", found=stage.refusal, wanted=None, worded=refusal_in_words)


@then("{who:Anybody} is refused")
def is_refused(stage: Stage, who: str) -> None:
    check(stage.refusal, "this is not theirs to do")


@then("{who:Anybody} is told that {phrase:Words}")
def is_told(stage: Stage, who: str, phrase: str) -> None:
    check(stage.refusal, phrase)


@then("{some:Count} of {number:Count} succeed(s)")
def some_succeed(stage: Stage, some: int, number: int) -> None:
    expect("{} attempts", found=len(stage.endings), wanted=number)
    found = sum(not isinstance(ending, Refused) for ending in stage.endings)
    expect("{} to succeed", found=found, wanted=some)


@then(
    "the refusal says that {used:Count} of {most:Count} are used,"
    " {requested:Count} [were|was] asked for and {remaining:Count} remain"
)
def says_how_far(stage: Stage, used: int, most: int, requested: int, remaining: int) -> None:
    limit = limit_of(stage)
    found = (limit.used, limit.most, limit.requested, limit.remaining)
    wanted = (Decimal(used), Decimal(most), Decimal(requested), Decimal(remaining))
    expect("{}", found=found, wanted=wanted, worded=how_far)


@then("the refusal says that it starts anew on {moment:Moment}")
def says_when(stage: Stage, moment: datetime) -> None:
    expect("a new start on {}", found=limit_of(stage).resets_at, wanted=moment)


@then("{who:Anybody} is offered the {plan:Plan} plan for {price:Money} a month")
def is_offered(stage: Stage, who: str, plan: str, price: int) -> None:
    offer = offer_of(stage)
    expect("an offer of the {} plan", found=offer.plan, wanted=plan)
    expect("an offer for {} a month", found=offer.price_cents, wanted=price, worded=dollars)


@then("{who:Anybody} is told where to upgrade")
def is_told_where(stage: Stage, who: str) -> None:
    holds(bool(offer_of(stage).url), "an address to upgrade at", "none")


@then("the list holds {name:Name} alone")
def list_holds(stage: Stage, name: str) -> None:
    expect("a list of {} alone", found=stage.got(tuple), wanted=(name,))


@then("the list is empty")
def list_is_empty(stage: Stage) -> None:
    expect("a list of {}", found=stage.got(tuple), wanted=())
