"""Every problem that the API answers with (RFC 9457), and which refusal is which."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of problem: what `/problems/<slug>` explains."""

    slug: str
    status: int
    title: str
    meaning: str
    remedy: str

    @property
    def uri(self) -> str:
        """The `type` member."""
        return f"/problems/{self.slug}"


MALFORMED = ProblemType(
    "malformed-request", 400, "The request cannot be read",
    "The body is not JSON in UTF-8 or not declared as application/json, a cursor is not one that we gave out for "
    "this list, the request carries a bearer token and an API key at once, or a notice is not signed by its sender.",
    "Send application/json, cursors as they were given out for the same list and filters, and one credential.",
)  # fmt: skip
UNAUTHENTICATED = ProblemType(
    "unauthenticated", 401, "A valid credential is needed",
    "There is no credential, or it is wrong, expired or revoked, or it belongs to another organization. The answer "
    "is the same for all of these.",
    "Log in again, refresh the session, or use a key of the organization in the path.",
)  # fmt: skip
PLAN_LIMIT = ProblemType(
    "plan-limit-exceeded", 402, "The plan's limit is reached",
    "The organization's plan does not allow that much. Nothing was counted or changed. `limit` tells the meter, "
    "what it allows, what is used, what was asked for and when it resets; `upgrade` the cheapest plan that would fit, "
    "and where its owner sees to that.",
    "Wait until the limit resets, use less, turn on overage, or upgrade.",
)  # fmt: skip
FEATURE = ProblemType(
    "feature-not-in-plan", 402, "The plan does not include this",
    "The organization's plan lacks the feature that was asked for. `upgrade` names the cheapest plan that has it.",
    "Upgrade the plan.",
)  # fmt: skip
PAYMENT = ProblemType(
    "payment-required", 402, "It has to be paid first",
    "The change to `plan` was not paid: the card was declined, there is no way to pay, or an earlier payment is still "
    "owed; `detail` tells which. Nothing was changed.",
    "Enter a card that works at `POST .../billing/portal`, pay what is owed there, and choose the plan again.",
)  # fmt: skip
PERMISSION = ProblemType(
    "permission-denied", 403, "You may not do this",
    "The caller's role, project role or scopes do not include the permission that `required` names.",
    "Ask an owner or admin of the organization, or use a key with the scope.",
)  # fmt: skip
MFA = ProblemType(
    "mfa-required", 403, "A second factor is required",
    "The organization requires a second factor that this session did not prove.",
    "Log in with a one-time password.",
)  # fmt: skip
ADDRESS = ProblemType(
    "ip-not-allowed", 403, "Your address is not allowed",
    "The organization allows requests from certain networks only, and yours is none of them.",
    "Come from an allowed network, or ask an admin to add yours.",
)  # fmt: skip
SUSPENDED = ProblemType(
    "organization-suspended", 403, "The organization is suspended",
    "The operator has suspended the organization; `detail` tells why. Reading the organization still works.",
    "Contact the operator.",
)  # fmt: skip
RESTRICTED = ProblemType(
    "organization-restricted", 403, "The organization is restricted",
    "The organization is closing, unpaid, or has had more than its plan allows for 30 days; `detail` tells which. "
    "Reading works, and so does what frees something; usage and new things are refused.",
    "Reopen the organization, settle what is due, remove what does not fit the plan, or choose a larger one.",
)  # fmt: skip
NO_ORGANIZATION = ProblemType(
    "no-organization", 403, "There is no organization to work in",
    "The password is right, but the person is not an active user of the organization asked for, or of any.",
    "Accept an invitation first, or name another organization.",
)  # fmt: skip
NOT_FOUND = ProblemType(
    "not-found", 404, "Nothing to be found here",
    "It does not exist, or it belongs to another organization, or it is a project that the caller may not see. "
    "The answer is the same for all of these.",
    "Check the ids in the path and in the body, and the organization that the token is bound to.",
)  # fmt: skip
METHOD = ProblemType(
    "method-not-allowed", 405, "The address does not know this method",
    "The path exists, but not with this method. The field `Allow` lists those that it knows.",
    "Use one of the methods in `Allow`.",
)  # fmt: skip
CONFLICT = ProblemType(
    "conflict", 409, "It does not go with what is there",
    "A slug or address is taken, another record has the same id, the last owner would go, or the change does not "
    "fit; `unfit` then lists what must be reduced first.",
    "Read `detail`, look at the current state, and try something that goes with it.",
)  # fmt: skip
CYCLE_CLOSED = ProblemType(
    "cycle-closed", 409, "The billing cycle is closed",
    "A cycle takes late records for 48 hours after its end. This record belongs to one that is closed.",
    "There is none: the cycle's totals are final.",
)  # fmt: skip
GONE = ProblemType(
    "gone", 410, "The invitation cannot be used any more",
    "The invitation was accepted or revoked, or its seven days are over.",
    "Ask to be invited again.",
)  # fmt: skip
PRECONDITION = ProblemType(
    "precondition-failed", 412, "The resource has changed",
    "`If-Match` names another version than the current one.",
    "Read the resource again, and repeat the change on its current version.",
)  # fmt: skip
TOO_LARGE = ProblemType(
    "body-too-large", 413, "The body is too large",
    "The body of a request may have 1 MiB.",
    "Send less at once: batches can be split at any place.",
)  # fmt: skip
TIMEOUT = ProblemType(
    "request-timeout", 408, "The request did not arrive in time",
    "A request's head, and then its body, may take 10 seconds each to arrive. Nothing was done.",
    "Send the request again, without pauses; over a slow line, less at once.",
)  # fmt: skip
INVALID = ProblemType(
    "invalid-request", 422, "Something in the request is wrong",
    "Fields of the body, the query or the header are wrong. `errors` lists all of them: `pointer` is a JSON pointer "
    "(RFC 6901) into the body, or `query/<name>` or `header/<name>`.",
    "Correct every field that is listed.",
)  # fmt: skip
RATE = ProblemType(
    "rate-limited", 429, "Too many requests",
    "The key, the organization or the address has asked too often; `violated_policies` names which rate.",
    "Wait as many seconds as `Retry-After` says.",
)  # fmt: skip
INTERNAL = ProblemType(
    "internal-error", 500, "Something went wrong on our side",
    "The request met a mistake of ours. It is logged under its request id.",
    "Try again later; tell us the request id when it happens again.",
)  # fmt: skip
UNAVAILABLE = ProblemType(
    "unavailable", 503, "This cannot be done right now",
    "Something that the API needs is out of reach or too busy. Nothing was half done.",
    "Send the same request again after as many seconds as `Retry-After` says.",
)  # fmt: skip

PROBLEM_TYPES: Final = (
    MALFORMED, UNAUTHENTICATED, PLAN_LIMIT, FEATURE, PAYMENT, PERMISSION, MFA, ADDRESS, SUSPENDED, RESTRICTED,
    NO_ORGANIZATION, NOT_FOUND, METHOD, TIMEOUT, CONFLICT, CYCLE_CLOSED, GONE, PRECONDITION, TOO_LARGE, INVALID, RATE,
    INTERNAL, UNAVAILABLE,
)  # fmt: skip

PROBLEM_OF: Final[Mapping[str, ProblemType]] = {known.slug: known for known in PROBLEM_TYPES}
"""Every code of a refusal, and the problem that it is."""
