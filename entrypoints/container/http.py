"""An assembly behind its HTTP API. Flask is imported here, for those who serve."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from socket import socket
from typing import Final

from adapters.http.app import HttpApi, create_app
from adapters.http.hosted import CheckoutPage, HostedPages, PortalInvoice, PortalPage, Told
from adapters.http.server.handler import Handler
from adapters.http.server.limits import Limits
from adapters.http.server.server import Server, listener_at
from adapters.http.server.threads import FairThreads, share_of
from adapters.http.web import Web
from adapters.simulated.books import Card
from adapters.simulated.pages import SimulatedPages
from adapters.simulated.provider import SimulatedProvider
from adapters.system.clocks import ShiftedClock
from application.ports.payments import PaymentFailed
from domain.billing.subscription import CustomerId
from domain.billing.wording import plan_words, usage_of
from entrypoints.container.assembly import Assembly
from entrypoints.container.provider import Provider
from entrypoints.production import in_production

CARDS: Final[Mapping[str, Card]] = {"4242424242424242": Card.WORKS, "4000000000000341": Card.DECLINES}
"""The cards that can be attached, by the numbers that Stripe's test mode knows them by (docs.stripe.com/testing)."""


def http_api(assembly: Assembly) -> HttpApi:
    """Return the WSGI application; it starts nothing and listens nowhere."""
    return create_app(assembly.application, assembly.clock, assembly.log, web_of(assembly))


def reserve(host: str, port: int) -> socket:
    """Return a socket that has that place for itself; OSError where another has it. Nothing listens there yet."""
    return listener_at(host, port)


def http_server(assembly: Assembly, listener: socket) -> Server:
    """Return what serves the API at a reserved place, until it is told to stop; it listens when it begins to serve."""
    host, port = listener.getsockname()
    handler = Handler(http_api(assembly), assembly.log, share_of, Limits(), host, port)
    return Server(listener, handler, FairThreads(assembly.settings.threads))


def web_of(assembly: Assembly) -> Web:
    """Return what the API needs to know about the place where it stands; `/dev/*` is there in development alone."""
    settings = assembly.settings
    demo = not in_production(settings)
    return Web(
        cursor_secret=assembly.token_secret,
        public_url=settings.base_url,
        cors_origins=frozenset(settings.cors_origins),
        trusted_proxies=settings.trusted_proxies,
        default_rate_limit=settings.default_rate_limit,
        outbox=assembly.outbox.sent if demo and assembly.outbox else None,
        ready=assembly.ready,
        unique=lambda: assembly.ids.event().removeprefix("evt_"),
        pages=pages_of(assembly.provider) if demo else None,
        put_forward=_put_forward(assembly) if demo else None,
    )


def _put_forward(assembly: Assembly) -> Callable[[timedelta], None] | None:
    """Return what lets time pass, and whoever does what is due look at once; None where the clock is not shifted."""
    clock = assembly.clock
    if not isinstance(clock, ShiftedClock):
        return None

    def put_forward(duration: timedelta) -> None:
        clock.advance(duration)
        assembly.work_added.set()

    return put_forward


def pages_of(provider: Provider) -> HostedPages | None:
    """Return the provider's pages where it is simulated; None where it has pages of its own."""
    if provider.pages is None or provider.simulated is None:
        return None
    return PagesOfSimulated(provider.pages, provider.simulated)


class PagesOfSimulated(HostedPages):
    """What the simulated provider's pages show and do, and the notices that it sends of that."""

    def __init__(self, pages: SimulatedPages, provider: SimulatedProvider) -> None:
        self._pages = pages
        self._provider = provider

    def checkout(self, page_id: str) -> CheckoutPage:
        page = self._pages.checkout(page_id)
        return CheckoutPage(
            payer=page.payer.name,
            plan=plan_words(page.plan),
            usage=usage_of(page.plan),
            month_cents=page.plan.price_cents or 0,
            due_now_cents=page.now.due_cents,
            trial_ends_at=page.trial_ends_at,
            return_url=page.return_url,
            open=page.open,
        )

    def pay_at_checkout(self, page_id: str, card_number: str) -> Told:
        return self._told(self._pages.pay_at_checkout(page_id, card_of(card_number)), "checkout.session.completed")

    def portal(self, page_id: str) -> PortalPage:
        page = self._pages.portal(page_id)
        live = next((subscription for subscription in page.subscriptions if subscription.live), None)
        return PortalPage(
            payer=page.payer.name,
            card=None if page.card is None else page.card.value,
            plan=None if page.plan is None else plan_words(page.plan),
            usage=() if page.plan is None else usage_of(page.plan),
            ends_at=None if live is None else live.ends_at,
            invoices=tuple(
                PortalInvoice(invoice.number or "draft", invoice.status.value, invoice.created_at, invoice.due_cents)
                for invoice in page.invoices
            ),
            owed_cents=page.owed_cents,
            return_url=page.return_url,
        )

    def change_card(self, page_id: str, card_number: str) -> Told:
        customer = self._customer(page_id)
        self._pages.change_card(customer, card_of(card_number))
        return self._told(customer, "payment_method.attached")

    def pay_open(self, page_id: str) -> Told:
        customer = self._customer(page_id)
        self._pages.pay_open(customer)
        return self._told(customer, "invoice.paid")

    def cancel(self, page_id: str) -> Told:
        customer = self._customer(page_id)
        self._pages.cancel(customer)
        return self._told(customer, "customer.subscription.updated")

    def _customer(self, page_id: str) -> CustomerId:
        return self._pages.portal(page_id).customer

    def _told(self, customer: CustomerId, kind: str) -> Told:
        return Told(*self._provider.notice(customer, kind))


def card_of(number: str) -> Card:
    """Return the card that a number stands for; PaymentFailed when it is declined at once, or no card at all."""
    card = CARDS.get(number.replace(" ", ""))
    if card is None:
        raise PaymentFailed("the card was declined")
    return card
