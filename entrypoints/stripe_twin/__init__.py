"""A small, stateful Stripe on this machine, for tests and the demo; the real SDK talks to it.

    twin = StripeTwin(clock)                      # no time of its own: everything due up to clock() happens in order
    with served(twin) as url:                     # a loopback server; Ctrl-C free, ends with the block
        client = StripeClient(twin.secret_key, base_addresses={"api": url, "meter_events": url})

It follows Stripe's documented *flexible* billing mode at API version 2026-10-28.endive, and imports nothing of the
product: its arithmetic of prorations and usage is a second opinion. Of its parts: `twin` holds the state, `requests`
answers a request (keys, versions, parameters, idempotency, faults), `timeline` does what fell due, a module a family of
objects (`catalogue`, `customers`, `subscriptions`, `invoices`, `schedules`, `meters`, `checkout`, `portal`, `account`),
`events` and `delivery` tell the webhook, `pages` are what people see, and `server` puts it on a port.

`python -m entrypoints.stripe_twin --port 12111 --webhook URL --webhook-secret S` serves it by the machine's clock.
"""

from entrypoints.stripe_twin.faults import Fault
from entrypoints.stripe_twin.server import served
from entrypoints.stripe_twin.twin import StripeTwin

__all__ = ["Fault", "StripeTwin", "served"]
