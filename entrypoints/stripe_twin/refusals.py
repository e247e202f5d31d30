"""How Stripe says no: one exception with a status and the fields of its error object."""

from typing import Any, final


@final
class Refusal(Exception):
    """An error answer of the API, https://docs.stripe.com/api/errors."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        decline_code: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.kind = kind
        self.code = code
        self.param = param
        self.decline_code = decline_code
        self.headers = headers or {}

    @property
    def body(self) -> dict[str, Any]:
        facts = {"code": self.code, "decline_code": self.decline_code, "param": self.param}
        known = {name: value for name, value in facts.items() if value is not None}
        return {"error": {**known, "message": self.message, "type": self.kind}}


def missing(kind: str, name: str, param: str | None) -> Refusal:
    """404 for an object in the path, 400 for one that a parameter names."""
    words = f"No such {kind}: '{name}'"
    return Refusal(words, status=404 if param is None else 400, code="resource_missing", param=param or "id")


def declined(message: str = "Your card was declined.") -> Refusal:
    return Refusal(message, status=402, kind="card_error", code="card_declined", decline_code="generic_decline")


def busy(reason: str) -> Refusal:
    """A rate limit; its header says which, https://docs.stripe.com/rate-limits."""
    headers = {"Stripe-Rate-Limited-Reason": reason}
    words = "Request rate limit exceeded."
    return Refusal(words, status=429, kind="invalid_request_error", code="rate_limit", headers=headers)


def locked() -> Refusal:
    words = "This object cannot be accessed right now because another API request is currently accessing it."
    headers = {"Stripe-Should-Retry": "true"}
    return Refusal(words, status=429, kind="invalid_request_error", code="lock_timeout", headers=headers)
