"""What a person does on the pages of Stripe: subscribe, pay, change the card, cancel."""

import httpx
import pytest
from stripe import InvalidRequestError
from stripe.params.checkout import SessionCreateParams

from tests.twin.account import Account, moment, stamp

WORKS, FAILS_LATER, DECLINED = "4242 4242 4242 4242", "4000000000000341", "4000000000000002"


def test_checkout_shows_the_plan_and_what_is_due_today(account: Account) -> None:
    page = httpx.get(checkout(account, account.plan("Pro & more", 2900))).text

    assert "Pro &amp; more" in page
    assert "USD 29.00 per month" in page
    assert 'Due today: <span id="due-today">USD 29.00</span>' in page
    assert '<label for="card_number">Card number</label>' in page
    assert "<script" not in page


def test_checkout_tells_of_the_trial(account: Account) -> None:
    url = checkout(account, account.plan("Pro", 2900), {"subscription_data": {"trial_end": stamp(moment(2024, 1, 15))}})

    page = httpx.get(url).text

    assert "Free trial until 15 January 2024" in page
    assert "USD 0.00" in page


def test_paying_begins_the_subscription_and_leads_back(account: Account) -> None:
    customer, pro = account.customer(None), account.plan("Pro", 2900)
    url = checkout(
        account,
        pro,
        {
            "customer": customer,
            "client_reference_id": "org_1",
            "subscription_data": {"metadata": {"org_id": "org_1"}, "billing_mode": {"type": "flexible"}},
        },
    )

    answer = httpx.post(url, data={"card_number": WORKS})

    session = account.v1.checkout.sessions.list().data[0]
    assert (answer.status_code, answer.headers["Location"]) == (303, f"https://acme.example/done?session={session.id}")
    assert (session.status, session.payment_status) == ("complete", "paid")
    subscription = account.v1.subscriptions.retrieve(str(session.subscription))
    assert (subscription.status, subscription.customer) == ("active", customer)
    assert subscription.metadata["org_id"] == "org_1"
    [completed] = [event for event in account.twin.events if event["type"] == "checkout.session.completed"]
    assert completed["data"]["object"]["client_reference_id"] == "org_1"


def test_checkout_bills_up_to_the_anchor(account: Account) -> None:
    account.go_to(moment(2024, 1, 16))
    url = checkout(
        account,
        account.plan("Pro", 3100),
        {"subscription_data": {"billing_cycle_anchor": stamp(moment(2024, 2, 1))}},
    )

    page = httpx.get(url).text

    # 16 of 31 days
    assert "USD 16.00</span>" in page


def test_a_declined_card_says_so_and_begins_nothing(account: Account) -> None:
    url = checkout(account, account.plan("Pro", 2900))

    answer = httpx.post(url, data={"card_number": DECLINED, "email": "alice@acme.example"})

    assert answer.status_code == 402
    assert '<p class="error" role="alert">Your card was declined.</p>' in answer.text
    assert account.v1.checkout.sessions.list().data[0].status == "open"
    assert account.v1.customers.list().data == []


@pytest.mark.parametrize("number", ["", "4242", "hello"])
def test_a_number_that_is_no_card_says_so(account: Account, number: str) -> None:
    answer = httpx.post(checkout(account, account.plan("Pro", 2900)), data={"card_number": number})

    assert answer.status_code == 402
    assert "Your card number is in" in answer.text


def test_a_card_that_fails_later_starts_a_trial(account: Account) -> None:
    customer = account.customer(None)
    url = checkout(
        account, account.plan("Pro", 2900), {"customer": customer, "subscription_data": {"trial_period_days": 7}}
    )

    httpx.post(url, data={"card_number": FAILS_LATER})
    account.go_to(moment(2024, 1, 11))

    [subscription] = account.v1.subscriptions.list({"customer": customer}).data
    assert subscription.status == "past_due"


def test_a_trial_may_begin_without_a_card(account: Account) -> None:
    customer = account.customer(None)
    url = checkout(
        account,
        account.plan("Pro", 2900),
        {
            "customer": customer,
            "payment_method_collection": "if_required",
            "subscription_data": {"trial_period_days": 7},
        },
    )

    answer = httpx.post(url, data={"card_number": ""})

    assert answer.status_code == 303
    assert account.v1.subscriptions.list({"customer": customer}).data[0].status == "trialing"


def test_a_session_expires_after_a_day(account: Account) -> None:
    url = checkout(account, account.plan("Pro", 2900))
    account.later(hours=24)

    answer = httpx.post(url, data={"card_number": WORKS})

    assert answer.status_code == 410
    assert account.v1.checkout.sessions.list().data[0].status == "expired"
    assert "checkout.session.expired" in account.kinds()


def test_a_session_is_expired_by_hand_once(account: Account) -> None:
    checkout(account, account.plan("Pro", 2900))
    [session] = account.v1.checkout.sessions.list().data

    account.v1.checkout.sessions.expire(session.id)

    with pytest.raises(InvalidRequestError):
        account.v1.checkout.sessions.expire(session.id)


def test_a_trial_of_checkout_lasts_two_days_at_least(account: Account) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        checkout(account, account.plan("Pro", 2900), {"subscription_data": {"trial_end": stamp(moment(2024, 1, 2))}})

    assert refused.value.param == "subscription_data[trial_end]"


def test_a_trial_of_checkout_takes_no_anchor_by_day(account: Account) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        checkout(
            account,
            account.plan("Pro", 2900),
            {"subscription_data": {"trial_period_days": 7, "billing_cycle_anchor_config": {"day_of_month": 1}}},
        )

    assert refused.value.param == "subscription_data[billing_cycle_anchor_config]"


def test_the_portal_shows_plan_card_and_invoices(account: Account) -> None:
    customer = account.customer()
    account.subscribe(customer, account.plan("Pro", 2900))

    page = httpx.get(portal(account, customer)).text

    assert "<strong>Pro</strong> (active)" in page
    assert "Renews 1 February 2024." in page
    assert "Card ending in 4242" in page
    assert "USD 29.00" in page
    assert '<a href="https://acme.example/account">Return</a>' in page


def test_a_plan_is_canceled_and_kept_in_the_portal(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900))
    url = portal(account, customer)

    canceled = httpx.post(url, data={"action": "cancel", "subscription": subscription}).text
    scheduled = account.v1.subscriptions.retrieve(subscription)
    kept = httpx.post(url, data={"action": "keep", "subscription": subscription}).text

    assert "Ends 1 February 2024." in canceled
    assert (scheduled.cancel_at, scheduled.cancel_at_period_end) == (stamp(moment(2024, 2, 1)), False)
    assert "Renews 1 February 2024." in kept


def test_a_new_card_in_the_portal_pays_what_is_late(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900))
    account.pay_with(customer, "pm_card_chargeCustomerFail")
    account.go_to(moment(2024, 2, 4))

    page = httpx.post(portal(account, customer), data={"action": "card", "card_number": WORKS}).text

    assert "Your card was updated." in page
    assert account.status(subscription) == "active"


def test_a_card_that_is_declined_changes_nothing_in_the_portal(account: Account) -> None:
    customer = account.customer()

    answer = httpx.post(portal(account, customer), data={"action": "card", "card_number": DECLINED})

    assert answer.status_code == 402
    assert "Card ending in 4242" in answer.text


def test_the_plan_of_another_customer_is_out_of_reach(account: Account) -> None:
    acme, globex = account.customer(), account.customer()
    subscription = account.subscribe(globex, account.plan("Pro", 2900))

    answer = httpx.post(portal(account, acme), data={"action": "cancel", "subscription": subscription})

    assert answer.status_code == 404
    assert account.v1.subscriptions.retrieve(subscription).cancel_at is None


def test_a_portal_needs_a_configuration(account: Account) -> None:
    with pytest.raises(InvalidRequestError):
        account.v1.billing_portal.sessions.create({"customer": account.customer()})


def test_an_open_invoice_is_paid_on_its_page(account: Account) -> None:
    subscription = account.subscribe(
        account.customer(None), account.plan("Pro", 2900), more={"payment_behavior": "default_incomplete"}
    )
    url = str(account.latest(subscription).hosted_invoice_url)

    before = httpx.get(url).text
    after = httpx.post(url, data={"card_number": WORKS}).text

    assert "Amount due USD 29.00" in before
    assert "Pay invoice" in before
    assert "Amount due USD 0.00" in after
    assert account.status(subscription) == "active"


def test_an_invoice_that_is_declined_stays_open(account: Account) -> None:
    subscription = account.subscribe(
        account.customer(None), account.plan("Pro", 2900), more={"payment_behavior": "default_incomplete"}
    )

    answer = httpx.post(str(account.latest(subscription).hosted_invoice_url), data={"card_number": FAILS_LATER})

    assert answer.status_code == 402
    assert account.latest(subscription).status == "open"


def test_a_page_that_does_not_exist_says_so(account: Account) -> None:
    answer = httpx.get(f"{account.url}/c/pay/cs_test_1")

    assert answer.status_code == 404
    assert "Not available" in answer.text


def checkout(account: Account, price: str, more: SessionCreateParams | None = None) -> str:
    params: SessionCreateParams = {
        "mode": "subscription",
        "line_items": [{"price": price, "quantity": 1}],
        "success_url": "https://acme.example/done?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "https://acme.example/plans",
    }
    if more:
        params = {**params, **more}
    return str(account.v1.checkout.sessions.create(params).url)


def portal(account: Account, customer: str) -> str:
    configuration = account.v1.billing_portal.configurations.create(
        {
            "features": {
                "invoice_history": {"enabled": True},
                "payment_method_update": {"enabled": True},
                "subscription_cancel": {"enabled": True, "mode": "at_period_end"},
            }
        }
    )
    session = account.v1.billing_portal.sessions.create(
        {"customer": customer, "configuration": configuration.id, "return_url": "https://acme.example/account"}
    )
    return session.url
