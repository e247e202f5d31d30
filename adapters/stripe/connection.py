"""The connection to one Stripe account: which version is spoken, how long is waited, and what is tried again."""

from collections.abc import Callable
from threading import Event, Lock
from typing import Final, TypeVar, final

import stripe

from adapters.stripe.failures import asked_to_wait, translated, understood

API_VERSION: Final = "2026-10-28.endive"
"""Pinned here, not by the library: a newer library must not change what is spoken."""

PAUSES: Final = (0.5, 1.0, 2.0)
"""Seconds before a request that was one too many is sent again, which the library does not do."""

LONGEST_PAUSE: Final = 5
"""A request whose answer asks for a longer wait is left to the caller."""

Answer = TypeVar("Answer")


@final
class StripeConnection:
    """One account, named by its key; safe for any thread. Nothing is opened before the first request.

    `address` leads to another server than Stripe, for tests and demos. `wait` sleeps for so many seconds. The library
    sends requests that failed again, with the same idempotency key, up to `retries` times; `timeouts` are those of
    connecting and of each answer, in seconds.
    """

    def __init__(
        self,
        api_key: str,
        *,
        address: str | None = None,
        wait: Callable[[float], object] | None = None,
        retries: int = 2,
        timeouts: tuple[float, float] = (3.05, 15.0),
    ) -> None:
        self._api_key = api_key
        self._address = address
        self._wait = wait or Event().wait
        self._retries = retries
        self._timeouts = timeouts
        self._lock = Lock()
        self._opened: tuple[stripe.StripeClient, stripe.RequestsClient] | None = None

    @property
    def livemode(self) -> bool:
        """Whether real money moves."""
        return self._api_key.startswith(("sk_live_", "rk_live_"))

    def ask(self, request: Callable[[stripe.StripeClient], Answer]) -> Answer:
        """Return the answer to a request; Unavailable, PaymentFailed or ProviderRefused when there is none."""
        for pause in (*PAUSES, None):
            try:
                with understood():  # the library itself stumbles over errors of unknown shape
                    return request(self._client())
            except stripe.RateLimitError as error:
                asked = asked_to_wait(error)
                if pause is None or (asked or 0) > LONGEST_PAUSE:
                    raise translated(error) from error
                self._wait(max(pause, asked or 0))
            except stripe.StripeError as error:
                raise translated(error) from error
        raise AssertionError("the last try has no pause after it")

    def close(self) -> None:
        """Close what this thread has open."""
        if self._opened is not None:
            self._opened[1].close()  # type: ignore[no-untyped-call]  # the library left it so

    def _client(self) -> stripe.StripeClient:
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            return self._opened[0]

    def _open(self) -> tuple[stripe.StripeClient, stripe.RequestsClient]:
        stripe.enable_telemetry = False  # it writes a file into the home directory, and fails where there is none
        http = stripe.RequestsClient(timeout=self._timeouts)
        client = stripe.StripeClient(
            self._api_key,
            stripe_version=API_VERSION,
            max_network_retries=self._retries,
            http_client=http,
            base_addresses={"api": self._address, "meter_events": self._address} if self._address else None,
        )
        return client, http
