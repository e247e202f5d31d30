"""How a product owner says each refusal, and which one the product must give."""

from typing import NamedTuple

from tests.features.differences import fail, listed
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
    "the usage records are used up": _limit("records"),
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
    "the record does not say so much": _is("conflict"),
    "only the first record can be corrected": _is("conflict"),
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
    "to slow down": _is("rate-limited"),
}


def check(refusal: object, phrase: str) -> Refused:
    """Return the refusal, which must be the one that the phrase speaks of."""
    if not isinstance(refusal, Refused):
        fail(f"to learn that {phrase}", "allowed")
    meaning = MEANINGS.get(phrase) or fail(f"one of the refusals there are: {listed(MEANINGS)}", phrase)
    meter = None if refusal.limit is None else refusal.limit.meter
    if refusal.reason not in meaning.reasons or meter != meaning.meter:
        fail(f"to learn that {phrase}", refusal_in_words(refusal))
    return refusal


def refusal_in_words(answer: object) -> str:
    """Word how something ended: with a refusal, in what the product says, or with none."""
    return f"refused: {answer.detail}" if isinstance(answer, Refused) else "no refusal"
