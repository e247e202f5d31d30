"""The pages of the payment provider that this process stands in for: for demos and tests, absent otherwise."""

from functools import partial

from adapters.http.bodies.hosted_pages import CheckoutForm, PageQuery, PortalForm
from adapters.http.call import Call
from adapters.http.hosted import CheckoutPage, HostedPages, PortalPage, Told
from adapters.http.hosted_html import Message, checkout_page, onward_page, portal_page
from adapters.http.reply import FORMS, HTML, Reply
from adapters.http.route import AnyRoute, NoBody, NoQuery, Public, Route, Sent
from adapters.http.sent import read_form
from application.ports.payments import PaymentFailed
from domain.errors import Conflict, NotFound

Looking = Call[NoBody, PageQuery]

_DONE: dict[str, Message] = {"card": "card-changed", "pay": "paid", "cancel": "cancelled"}


def pages_of(call: Call[object, object]) -> HostedPages:
    """Return the pages; the routes are only there with them."""
    if call.at.web.pages is None:
        raise NotFound
    return call.at.web.pages


def look_at_checkout(call: Looking) -> CheckoutPage:
    """Look at a checkout."""
    return pages_of(call).checkout(call.arguments["page_id"])


def show_checkout(call: Looking, page: CheckoutPage) -> Reply:
    """Show it."""
    return Reply(200, checkout_page(page, call.path, call.query.told), media_type=FORMS)


def pay_at_checkout(call: Call[CheckoutForm, NoQuery]) -> str:
    """Subscribe, and go on where the person came from; or back to the page, which tells why not."""
    pages, page_id = pages_of(call), call.arguments["page_id"]
    try:
        _tell(call, pages.pay_at_checkout(page_id, call.body.card))
    except PaymentFailed:
        return f"{call.path}?told=declined"
    except Conflict:
        return call.path
    return pages.checkout(page_id).return_url


def look_at_portal(call: Looking) -> PortalPage:
    """Look at a portal."""
    return pages_of(call).portal(call.arguments["page_id"])


def show_portal(call: Looking, page: PortalPage) -> Reply:
    """Show it."""
    return Reply(200, portal_page(page, call.path, call.query.told), media_type=FORMS)


def act_in_portal(call: Call[PortalForm, NoQuery]) -> str:
    """Change a card, pay or cancel, and go back to the page, which tells what came of it."""
    try:
        _tell(call, _done(pages_of(call), call.arguments["page_id"], call.body))
    except PaymentFailed:
        return f"{call.path}?told=declined"
    return f"{call.path}?told={_DONE[call.body.act]}"


def _done(pages: HostedPages, page_id: str, form: PortalForm) -> Told:
    match form.act:
        case "card":
            return pages.change_card(page_id, form.card)
        case "pay":
            return pages.pay_open(page_id)
        case "cancel":
            return pages.cancel(page_id)


def show_onward(_: Call[object, NoQuery], url: str) -> Reply:
    """Lead on."""
    return Reply(303, onward_page(url), (("Location", url),), FORMS)


def _tell(call: Call[object, object], told: Told) -> None:
    """Let the provider's notice go the way of all notices."""
    call.use.receive_notice(told.body, signature=told.signature)


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET", path="/dev/checkout/{page_id}", name="checkout_page", tag="Billing",
        summary="The checkout of the simulated payment provider; only where payments are simulated",
        access=Public.ANYONE, body=NoBody, query=PageQuery, act=look_at_checkout, show=show_checkout,
        answers={200: str}, refusals=(404,), media_type=HTML,
    ),
    Route(
        method="POST", path="/dev/checkout/{page_id}", name="pay_at_checkout", tag="Billing",
        summary="Subscribe at the simulated checkout",
        access=Public.ANYONE, body=CheckoutForm, query=NoQuery, sent_as=Sent.FORM,
        reads=partial(read_form, CheckoutForm), act=pay_at_checkout, show=show_onward,
        answers={303: str}, refusals=(404, 409), media_type=HTML,
    ),
    Route(
        method="GET", path="/dev/portal/{page_id}", name="portal_page", tag="Billing",
        summary="The portal of the simulated payment provider; only where payments are simulated",
        access=Public.ANYONE, body=NoBody, query=PageQuery, act=look_at_portal, show=show_portal,
        answers={200: str}, refusals=(404,), media_type=HTML,
    ),
    Route(
        method="POST", path="/dev/portal/{page_id}", name="act_in_portal", tag="Billing",
        summary="Change the card, pay or cancel in the simulated portal",
        access=Public.ANYONE, body=PortalForm, query=NoQuery, sent_as=Sent.FORM,
        reads=partial(read_form, PortalForm), act=act_in_portal, show=show_onward,
        answers={303: str}, refusals=(404, 409), media_type=HTML,
    ),
)  # fmt: skip
