"""An account in which a little of everything happened, and the objects that Stripe answered."""

from typing import Any

import httpx

from tests.twin.account import VERSION, Account, moment, stamp

Obj = dict[str, Any]


def answers_of(account: Account) -> dict[str, list[Obj]]:
    """Do a bit of everything, and gather what the API answers, by the kind of object."""
    customer, meter = account.customer(), account.meter()
    pro, scale = account.plan("Pro", 2900), account.plan("Scale", 9900)
    usage = account.usage_price("1", meter)
    subscription = account.subscribe(customer, pro, usage)
    account.subscribe(account.customer(None), pro, more={"trial_period_days": 14})
    account.later(days=3)
    account.use(customer, 500, identifier="acme/1")
    account.switch(subscription, scale)
    account.pay_with(customer, "pm_card_chargeCustomerFail")
    account.switch(subscription, account.plan("Huge", 29_900), {"payment_behavior": "pending_if_incomplete"})
    account.v1.invoice_items.create({"customer": customer, "amount": 500, "description": "Help", "currency": "usd"})
    account.go_to(moment(2024, 2, 5))
    account.v1.subscription_schedules.create({"from_subscription": subscription})
    account.v1.billing_portal.configurations.create({"features": {"invoice_history": {"enabled": True}}})
    account.v1.webhook_endpoints.create({"url": "https://acme.example/stripe", "enabled_events": ["*"]})
    account.v1.checkout.sessions.create(
        {
            "mode": "subscription",
            "line_items": [{"price": pro, "quantity": 1}],
            "success_url": "https://acme.example/done",
            "cancel_url": "https://acme.example/back",
        }
    )
    account.v1.test_helpers.test_clocks.create({"frozen_time": stamp(account.clock.now())})
    gone = account.customer(None)
    answered = [
        _post(account, "/v1/billing_portal/sessions", {"customer": customer, "return_url": "https://acme.example"}),
        _post(
            account,
            "/v1/billing/meter_events",
            {
                "event_name": "call",
                "identifier": "acme/2",
                "payload[stripe_customer_id]": customer,
                "payload[value]": "1",
            },
        ),
        _post(
            account,
            "/v1/billing/meter_event_adjustments",
            {"event_name": "call", "type": "cancel", "cancel[identifier]": "acme/2"},
        ),
        {**_ask(account, "DELETE", f"/v1/customers/{gone}"), "object": "deleted_customer"},
        *_listed(account, customer, meter),
    ]
    found: dict[str, list[Obj]] = {}
    for answer in answered:
        found.setdefault(answer.get("object", "error"), []).append(answer)
        for nested in _nested(answer):
            found.setdefault(nested["object"], []).append(nested)
    return found


def _listed(account: Account, customer: str, meter: str) -> list[Obj]:
    session = account.v1.checkout.sessions.list().data[0].id
    window = f"start_time={stamp(moment(2024, 1, 1))}&end_time={stamp(moment(2024, 3, 1))}"
    paths = [
        "customers?limit=100",
        "products",
        "prices",
        "payment_methods?customer=" + customer,
        "subscriptions?status=all",
        "subscription_schedules",
        "invoices?limit=100",
        "invoiceitems?limit=100",
        "billing/meters",
        f"billing/meters/{meter}/event_summaries?customer={customer}&{window}",
        "billing_portal/configurations",
        "webhook_endpoints",
        "checkout/sessions",
        f"checkout/sessions/{session}/line_items",
        "test_helpers/test_clocks",
        "events?limit=100",
    ]
    return [row for path in paths for row in _ask(account, "GET", f"/v1/{path}")["data"]]


def _nested(answer: Obj) -> list[Obj]:
    places = [answer.get("items"), answer.get("lines")]
    return [row for place in places if isinstance(place, dict) for row in place["data"]]


def _post(account: Account, path: str, form: dict[str, str]) -> Obj:
    return _ask(account, "POST", path, form)


def _ask(account: Account, method: str, path: str, form: dict[str, str] | None = None) -> Obj:
    headers = {"Authorization": "Bearer sk_test_twin", "Stripe-Version": VERSION}
    answer: Obj = httpx.request(method, f"{account.url}{path}", headers=headers, data=form).json()
    return answer
