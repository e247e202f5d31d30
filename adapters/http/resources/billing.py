"""The routes about plans, payments and invoices, and the notices of the payment provider."""

from adapters.http import besides
from adapters.http.answers.billing import (
    BillingAnswer,
    InvoiceAnswer,
    PageAnswer,
    PreviewAnswer,
    ReceivedAnswer,
    present_billing,
    present_invoice,
    present_preview,
)
from adapters.http.answers.common import Listed
from adapters.http.bodies.billing import CheckoutBody, PlanBody, PortalBody, ReturnsToKnownOrigins
from adapters.http.bodies.common import ListQuery
from adapters.http.call import Call
from adapters.http.errors import MalformedRequest
from adapters.http.paging import page_reply, start_of
from adapters.http.reply import Reply, shown, versioned
from adapters.http.route import AnyRoute, NoBody, NoQuery, Public, Repeating, Route, Sent
from adapters.http.sent import Signed
from adapters.http.web import Web
from application.billing.cancel_subscription import CancelSubscription
from application.billing.choose_plan import ChoosePlan
from application.billing.list_invoices import ListInvoices
from application.billing.open_checkout import OpenCheckout
from application.billing.open_portal import OpenPortal
from application.billing.preview_plan import PreviewPlan
from application.billing.read_billing import BillingOverview, ReadBilling
from application.billing.receive_notice import ReceiveNotice
from application.ports.payment_notices import UntrustedNotice
from application.unit_of_work import Page
from domain.billing.invoice import Invoice, PlanPreview
from domain.organizations.organization import Organization

Plain = Call[NoBody, NoQuery]


def read_billing(call: Plain) -> BillingOverview:
    """Read how it stands."""
    return call.use.read_billing(call.actor)


def show_billing(_: Plain, overview: BillingOverview) -> Reply:
    """Show how it stands."""
    return versioned(present_billing(overview), overview.organization.version)


def choose_plan(call: Call[PlanBody, NoQuery]) -> Organization:
    """Choose a plan."""
    return call.use.choose_plan(call.actor, plan=call.body.plan, version=call.version)


def cancel_subscription(call: Plain) -> Organization:
    """Leave the paid plan."""
    return call.use.cancel_subscription(call.actor, version=call.version)


def show_changed(call: Call[object, NoQuery], organization: Organization) -> Reply:
    """Show how an organization stands that was changed just now: whether its trial is used its account tells."""
    account = call.use.read_billing(call.actor).account
    overview = BillingOverview(organization, account, call.at.now())
    return versioned(present_billing(overview), organization.version)


def preview_plan(call: Call[PlanBody, NoQuery]) -> PlanPreview:
    """Ask what a plan would cost."""
    return call.use.preview_plan(call.actor, plan=call.body.plan)


def show_preview(_: Call[PlanBody, NoQuery], preview: PlanPreview) -> Reply:
    """Show what it would cost."""
    return shown(present_preview(preview))


def open_checkout(call: Call[CheckoutBody, NoQuery]) -> str:
    """Open a page to subscribe on."""
    return call.use.open_checkout(call.actor, plan=call.body.plan, return_url=call.body.return_url)


def open_portal(call: Call[PortalBody, NoQuery]) -> str:
    """Open a page to see to payments."""
    return call.use.open_portal(call.actor, return_url=call.body.return_url)


def show_page(_: Call[object, NoQuery], url: str) -> Reply:
    """Show where the page is."""
    return shown(PageAnswer(url=url))


def list_invoices(call: Call[NoBody, ListQuery]) -> Page[Invoice]:
    """List invoices."""
    return call.use.list_invoices(call.actor, after=start_of(call), limit=call.query.limit)


def show_invoices(call: Call[NoBody, ListQuery], page: Page[Invoice]) -> Reply:
    """Show invoices."""
    return page_reply(call, page, present_invoice)


def receive_notice(call: Call[Signed, NoQuery]) -> None:
    """Hear the payment provider."""
    notice = call.body
    if not notice.signature.isascii():
        raise MalformedRequest("the signature is none")
    try:
        call.use.receive_notice(notice.body, signature=notice.signature)
    except UntrustedNotice as untrusted:
        raise MalformedRequest("the notice is not signed by its sender, or was signed long ago") from untrusted


def show_received(_: Call[Signed, NoQuery], __: None) -> Reply:
    """Say that it was heard."""
    return shown(ReceivedAnswer(received=True))


def routes(web: Web) -> tuple[AnyRoute, ...]:
    """Return the table; people who pay come back to known origins alone."""
    known_origins = ReturnsToKnownOrigins(web)
    return (
        Route(
            method="GET", path="/organizations/{org_id}/billing", name="read_billing", tag="Billing",
            summary="The plan, how it is paid, and what waits",
            access=ReadBilling.permission, use_case=ReadBilling, body=NoBody, query=NoQuery,
            act=read_billing, show=show_billing, answers={200: BillingAnswer},
        ),
        Route(
            method="PUT", path="/organizations/{org_id}/billing/plan", name="choose_plan", tag="Billing",
            summary="Choose a plan: a larger one is paid and in force at once, a smaller one waits for the cycle's end",
            access=ChoosePlan.permission, use_case=ChoosePlan, body=PlanBody, query=NoQuery, beside=besides.chosen,
            act=choose_plan, show=show_changed, answers={200: BillingAnswer}, refusals=(402, 409), versioned=True,
        ),
        Route(
            method="POST", path="/organizations/{org_id}/billing/preview", name="preview_plan", tag="Billing",
            summary="What a change of plan would be invoiced, to the cent; it holds for 15 minutes",
            access=PreviewPlan.permission, use_case=PreviewPlan, body=PlanBody, query=NoQuery, beside=besides.chosen,
            act=preview_plan, show=show_preview, answers={200: PreviewAnswer}, refusals=(402, 409),
            repeating=Repeating.ANSWERED,
        ),
        Route(
            method="POST", path="/organizations/{org_id}/billing/checkout", name="open_checkout", tag="Billing",
            summary="A page of the payment provider on which a plan is subscribed to",
            access=OpenCheckout.permission, use_case=OpenCheckout, body=CheckoutBody, query=NoQuery,
            beside=besides.bought, rules=known_origins, act=open_checkout,
            show=show_page, answers={200: PageAnswer}, refusals=(409,),
            repeating=Repeating.ANSWERED,
        ),
        Route(
            method="POST", path="/organizations/{org_id}/billing/portal", name="open_portal", tag="Billing",
            summary="A page of the payment provider on which cards are changed, and invoices seen and paid",
            access=OpenPortal.permission, use_case=OpenPortal, body=PortalBody, query=NoQuery,
            rules=known_origins, act=open_portal, show=show_page, answers={200: PageAnswer}, refusals=(409,),
            repeating=Repeating.ANSWERED,
        ),
        Route(
            method="POST", path="/organizations/{org_id}/billing/cancel", name="cancel_subscription", tag="Billing",
            summary="Leave the paid plan at the end of the cycle, in a trial at its end",
            access=CancelSubscription.permission, use_case=CancelSubscription, body=NoBody, query=NoQuery,
            act=cancel_subscription, show=show_changed, answers={200: BillingAnswer}, refusals=(409,),
            repeating=Repeating.ANSWERED, versioned=True,
        ),
        Route(
            method="GET", path="/organizations/{org_id}/billing/invoices", name="list_invoices", tag="Billing",
            summary="The invoices, newest first",
            access=ListInvoices.permission, use_case=ListInvoices, body=NoBody, query=ListQuery,
            act=list_invoices, show=show_invoices, answers={200: Listed[InvoiceAnswer]},
        ),
        Route(
            method="POST", path="/webhooks/stripe", name="receive_notice", tag="Billing",
            summary="A notice of the payment provider, signed; sent again it counts once",
            access=Public.ANYONE, use_case=ReceiveNotice, body=Signed, query=NoQuery, sent_as=Sent.SIGNED,
            documented=dict[str, object], act=receive_notice, show=show_received, answers={200: ReceivedAnswer},
            refusals=(409,),
        ),
    )  # fmt: skip
