"""How a product owner says each refusal, and which one the product must give."""

from typing import NamedTuple

from tests.features.driver import Refused


class Meaning(NamedTuple):
    """The slugs of the problems that a phrase stands for, and the limit it speaks of."""

    reasons: frozenset[str]
    meter: str | None = None


def _is(*reasons: str) -> Meaning:
    return Meaning(frozenset(reasons))


def _limit(meter: str) -> Meaning:
    return Meaning(frozenset({"plan-limit-exceeded"}), meter)


MEANINGS = {
    "every seat is taken": _limit("users"),
    "no further project fits the plan": _limit("projects"),
    "the API calls are used up": _limit("api_call"),
    "the compute minutes are used up": _limit("compute"),
    "the storage is full": _limit("storage"),
    "the spend cap is reached": _limit("spend"),
    "the plan does not include this": _is("feature-not-in-plan"),
    "this is not theirs to do": _is("permission-denied"),
    "there is no such thing": _is("not-found"),
    "it is not valid": _is("unauthenticated"),
    "they must sign in": _is("unauthenticated"),
    "the sign-in failed": _is("unauthenticated"),
    "they belong to no company": _is("no-organization"),
    "the address is not allowed": _is("ip-not-allowed"),
    "the company is suspended": _is("organization-suspended"),
    "the company is closing": _is("organization-restricted"),
    "the value makes no sense": _is("invalid-request"),
    "the name is taken": _is("conflict"),
    "Bob is already invited": _is("conflict"),
    "Bob is already a user": _is("conflict"),
    "a company needs an owner": _is("conflict"),
    "this would lock them out": _is("conflict"),
    "the project is archived": _is("conflict"),
    "a newer statement stands": _is("conflict"),
    "the record was sent before with other content": _is("conflict"),
    "the total would fall below zero": _is("conflict"),
    "a correction is of the same project and meter": _is("conflict", "invalid-request"),
    "storage cannot be corrected": _is("conflict", "invalid-request"),
    "the month is closed": _is("cycle-closed"),
    "the invitation is no longer good": _is("gone"),
    "the plan must be paid first": _is("payment-required"),
    "an earlier payment is owed": _is("payment-required"),
    "the company is restricted": _is("organization-restricted"),
    "nothing is subscribed to": _is("conflict"),
    "there is a subscription already": _is("conflict"),
    "it cannot be done right now": _is("unavailable"),
}


def check(refusal: object, phrase: str) -> Refused:
    """Return the refusal, after asserting that it is the one that the phrase speaks of."""
    assert isinstance(refusal, Refused), f"nobody said that {phrase}"
    meaning = MEANINGS[phrase]
    assert refusal.reason in meaning.reasons, str(refusal)
    meter = None if refusal.limit is None else refusal.limit.meter
    assert meter == meaning.meter, str(refusal)
    return refusal
