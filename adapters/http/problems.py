"""Refusals as problem details (RFC 9457)."""

from typing import Final, cast
from urllib.parse import quote

from adapters.http.answers.common import ElementProblem, exact
from adapters.http.errors import MethodNotAllowed
from adapters.http.problem_types import PROBLEM_OF
from adapters.http.reply import PROBLEM, Header, Reply, dump
from application.access.rate_limited import RateLimited
from domain.billing.refusals import PaymentRequired
from domain.errors import Conflict, InvalidRequest, Refusal, Unauthenticated, Unavailable
from domain.ids import OrganizationId
from domain.limits.refusals import FeatureNotInPlan, PlanLimitExceeded, Upgrade
from domain.roles.refusals import PermissionDenied

Members = dict[str, object]

MOST_ERRORS: Final = 200
"""So many wrong fields are told; whoever sends more has other problems."""


class Problems:
    """Words refusals for callers; `public_url` is where they reach the API, also to upgrade."""

    def __init__(self, public_url: str) -> None:
        self._public_url = public_url.rstrip("/")

    def members(self, refusal: Refusal, organization_id: OrganizationId | None = None) -> Members:
        """Return what stands in a problem whatever the request: type, title, status, detail, and its own facts.

        `organization_id` is the organization whose plan would be upgraded.
        """
        kind = PROBLEM_OF[refusal.code]
        told: Members = {
            "type": kind.uri,
            "title": kind.title,
            "status": kind.status,
            "detail": refusal.detail[:1000],
        }
        match refusal:
            case InvalidRequest(errors=errors):
                told["detail"] = "One field is wrong." if len(errors) == 1 else f"{len(errors)} fields are wrong."
                told["errors"] = [{"pointer": error.pointer, "detail": error.detail} for error in errors[:MOST_ERRORS]]
            case PlanLimitExceeded():
                told["limit"] = _limit(refusal)
                told["upgrade"] = self._upgrade(refusal.upgrade, organization_id)
            case FeatureNotInPlan(feature=feature, upgrade=upgrade):
                told["feature"] = feature
                told["upgrade"] = self._upgrade(upgrade, organization_id)
            case PaymentRequired(plan=plan):
                told["plan"] = plan
            case PermissionDenied(required=required):
                told["required"] = required
            case Conflict(unfit=unfit) if unfit:
                told["unfit"] = unfit
            case RateLimited(verdict=verdict):
                told["violated_policies"] = verdict.violated
            case _:
                pass
        return told

    def of_element(self, refusal: Refusal, organization_id: OrganizationId) -> ElementProblem:
        """Return the problem of one element of a batch."""
        return cast(ElementProblem, self.members(refusal, organization_id))

    def reply(
        self, refusal: Refusal, path: str, request_id: str | None, organization_id: OrganizationId | None = None
    ) -> Reply:
        """Return the answer to a request that was refused."""
        told = self.members(refusal, organization_id)
        told["instance"] = quote(path)
        told["request_id"] = request_id
        kind = PROBLEM_OF[refusal.code]
        return Reply(kind.status, dump(told), _headers(refusal), PROBLEM)

    def _upgrade(self, upgrade: Upgrade | None, organization_id: OrganizationId | None) -> Members | None:
        if upgrade is None:
            return None
        where = "plans" if organization_id is None else f"organizations/{organization_id}/billing"
        return {"plan": upgrade.plan, "price_cents": upgrade.price_cents, "url": f"{self._public_url}/{where}"}


def _limit(refusal: PlanLimitExceeded) -> Members:
    return {
        "meter": refusal.meter,
        "max": exact(refusal.maximum),
        "used": exact(refusal.used),
        "requested": exact(refusal.requested),
        "remaining": exact(refusal.remaining),
        "resets_at": refusal.resets_at,
    }


def _headers(refusal: Refusal) -> tuple[Header, ...]:
    match refusal:
        case Unauthenticated():
            return (("WWW-Authenticate", 'Bearer realm="Tenantry"'),)
        case RateLimited(verdict=verdict):
            return (("Retry-After", str(verdict.retry_after)),)
        case Unavailable(retry_after=seconds):
            return (("Retry-After", str(seconds)),)
        case MethodNotAllowed(allowed=allowed):
            return (("Allow", ", ".join(allowed)),)
        case _:
            return ()
