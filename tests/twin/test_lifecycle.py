"""What becomes of a subscription: trials, declines, retries, cancellation, and who may pay when."""

import pytest
from stripe import CardError, InvalidRequestError

from tests.twin.account import Account, moment, stamp

FAILS = "pm_card_chargeCustomerFail"


def test_a_trial_is_free_and_then_prorated_up_to_the_anchor(account: Account) -> None:
    subscription = account.subscribe(
        account.customer(),
        account.plan("Pro", 2900),
        more={"trial_end": stamp(moment(2024, 1, 15)), "billing_cycle_anchor": stamp(moment(2024, 2, 1))},
    )
    in_trial = account.status(subscription)

    account.go_to(moment(2024, 1, 15))
    draft = account.latest(subscription)
    account.go_to(moment(2024, 2, 4))

    # 17 of 31 days: 2900 × 17 / 31 = 1590.322…
    assert (in_trial, draft.status, draft.total) == ("trialing", "draft", 1590)
    assert account.totals(subscription) == [("paid", 0), ("paid", 1590), ("paid", 2900)]


def test_a_trial_is_announced_three_days_before_its_end(account: Account) -> None:
    account.subscribe(account.customer(), account.plan("Pro", 2900), more={"trial_period_days": 14})

    account.go_to(moment(2024, 1, 12))

    [event] = [event for event in account.twin.events if event["type"].endswith("trial_will_end")]
    assert event["created"] == stamp(moment(2024, 1, 12))


@pytest.mark.parametrize(
    ("behavior", "status", "invoices"),
    [
        ("cancel", "canceled", [("paid", 0)]),
        ("pause", "paused", [("paid", 0)]),
        ("create_invoice", "past_due", [("paid", 0), ("open", 2900)]),
    ],
)
def test_a_trial_ends_without_a_card(
    account: Account, behavior: str, status: str, invoices: list[tuple[str, int]]
) -> None:
    subscription = account.subscribe(
        account.customer(None),
        account.plan("Pro", 2900),
        more={
            "trial_end": stamp(moment(2024, 1, 8)),
            "trial_settings": {"end_behavior": {"missing_payment_method": behavior}},
        },
    )

    account.go_to(moment(2024, 1, 12))

    assert account.status(subscription) == status
    assert account.totals(subscription) == invoices


def test_a_trial_that_is_ended_by_hand_is_charged_at_once(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Pro", 2900), more={"trial_period_days": 14})
    account.later(days=2)

    account.v1.subscriptions.update(subscription, {"trial_end": "now", "billing_cycle_anchor": {"type": "now"}})

    assert account.status(subscription) == "active"
    assert account.totals(subscription) == [("paid", 0), ("paid", 2900)]


def test_a_renewal_waits_as_a_draft_and_is_then_charged(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Pro", 2900))

    account.go_to(moment(2024, 2, 3, 23, 59))
    waiting = account.totals(subscription)
    account.go_to(moment(2024, 2, 4))

    assert waiting == [("paid", 2900), ("draft", 2900)]
    assert account.totals(subscription) == [("paid", 2900), ("paid", 2900)]


def test_a_declined_renewal_is_tried_again_and_then_unpaid(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900))
    account.pay_with(customer, FAILS)

    account.go_to(moment(2024, 2, 4))
    late = account.status(subscription)
    account.go_to(moment(2024, 2, 18, 23))
    still_late = account.status(subscription)
    account.go_to(moment(2024, 2, 19))

    # first failure on the 4th; again 3, 5 and 7 days after the one before: the 7th, the 12th and the 19th
    invoice = account.latest(subscription)
    assert (late, still_late, account.status(subscription)) == ("past_due", "past_due", "unpaid")
    assert (invoice.status, invoice.attempt_count, invoice.next_payment_attempt) == ("open", 4, None)
    assert account.kinds().count("invoice.payment_failed") == 4


def test_an_unpaid_subscription_drafts_invoices_and_charges_none(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900))
    account.pay_with(customer, FAILS)

    account.go_to(moment(2024, 4, 10))

    assert account.totals(subscription) == [("paid", 2900), ("open", 2900), ("draft", 2900), ("draft", 2900)]


def test_paying_what_is_open_makes_it_active_again(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900))
    account.pay_with(customer, FAILS)
    account.go_to(moment(2024, 2, 4))
    card = account.v1.payment_methods.attach("pm_card_visa", {"customer": customer})

    paid = account.v1.invoices.pay(account.latest(subscription).id, {"payment_method": card.id})

    assert paid.status == "paid"
    assert account.status(subscription) == "active"


def test_a_new_default_card_pays_what_is_open(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900))
    account.pay_with(customer, FAILS)
    account.go_to(moment(2024, 2, 4))

    account.pay_with(customer, "pm_card_visa")

    assert account.status(subscription) == "active"
    assert account.totals(subscription) == [("paid", 2900), ("paid", 2900)]


def test_a_first_payment_that_fails_leaves_it_incomplete_for_23_hours(account: Account) -> None:
    subscription = account.subscribe(account.customer(FAILS), account.plan("Pro", 2900))
    first = account.status(subscription)

    account.later(hours=23)

    assert first == "incomplete"
    assert account.status(subscription) == "incomplete_expired"
    assert account.totals(subscription) == [("void", 2900)]


def test_a_first_payment_that_must_not_fail_begins_nothing(account: Account) -> None:
    customer, plan = account.customer(FAILS), account.plan("Pro", 2900)
    before = account.kinds()

    with pytest.raises(CardError) as refused:
        account.subscribe(customer, plan, more={"payment_behavior": "error_if_incomplete"})

    assert (refused.value.http_status, refused.value.code) == (402, "card_declined")
    assert account.kinds() == before
    assert account.v1.subscriptions.list({"status": "all"}).data == []


def test_a_plan_that_costs_something_needs_a_card(account: Account) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        account.subscribe(account.customer(None), account.plan("Pro", 2900))

    assert refused.value.code == "resource_missing"


def test_a_first_invoice_may_wait_for_its_payment(account: Account) -> None:
    subscription = account.subscribe(
        account.customer(None), account.plan("Pro", 2900), more={"payment_behavior": "default_incomplete"}
    )

    invoice = account.latest(subscription)

    assert account.status(subscription) == "incomplete"
    assert (invoice.status, invoice.attempted) == ("open", False)


def test_an_invoice_that_is_sent_is_due_later_and_active_meanwhile(account: Account) -> None:
    subscription = account.subscribe(
        account.customer(None),
        account.plan("Pro", 2900),
        more={"collection_method": "send_invoice", "days_until_due": 14},
    )

    invoice = account.latest(subscription)

    assert account.status(subscription) == "active"
    assert (invoice.status, invoice.due_date) == ("open", stamp(moment(2024, 1, 15)))


def test_an_upgrade_waits_for_its_payment(account: Account) -> None:
    customer, pro, scale = account.customer(), account.plan("Pro", 3100), account.plan("Scale", 9300)
    subscription = account.subscribe(customer, pro)
    account.pay_with(customer, FAILS)
    account.go_to(moment(2024, 1, 11))
    account.switch(subscription, scale, {"payment_behavior": "pending_if_incomplete"})
    waiting = account.v1.subscriptions.retrieve(subscription)

    account.pay_with(customer, "pm_card_visa")
    account.v1.invoices.pay(account.latest(subscription).id)

    assert waiting.pending_update is not None
    assert waiting.pending_update.expires_at == stamp(moment(2024, 1, 11, 23))
    assert (waiting.status, waiting["items"].data[0].price.id) == ("active", pro)
    paid = account.v1.subscriptions.retrieve(subscription)
    assert (paid.pending_update, paid["items"].data[0].price.id) == (None, scale)
    assert "customer.subscription.pending_update_applied" in account.kinds()


def test_metadata_waits_with_the_upgrade(account: Account) -> None:
    customer, pro, scale = account.customer(), account.plan("Pro", 3100), account.plan("Scale", 9300)
    subscription = account.subscribe(customer, pro, more={"metadata": {"plan": "pro"}})
    account.pay_with(customer, FAILS)
    account.switch(subscription, scale, {"payment_behavior": "pending_if_incomplete", "metadata": {"plan": "scale"}})
    waiting = account.v1.subscriptions.retrieve(subscription).metadata["plan"]

    account.pay_with(customer, "pm_card_visa")
    account.v1.invoices.pay(account.latest(subscription).id)

    assert waiting == "pro"
    assert account.v1.subscriptions.retrieve(subscription).metadata["plan"] == "scale"


def test_an_upgrade_that_is_not_paid_in_23_hours_is_forgotten(account: Account) -> None:
    customer, pro, scale = account.customer(), account.plan("Pro", 3100), account.plan("Scale", 9300)
    subscription = account.subscribe(customer, pro)
    account.pay_with(customer, FAILS)
    account.switch(subscription, scale, {"payment_behavior": "pending_if_incomplete"})

    account.later(hours=23)

    expired = account.v1.subscriptions.retrieve(subscription)
    assert (expired.status, expired.pending_update, expired["items"].data[0].price.id) == ("active", None, pro)
    assert account.latest(subscription).status == "void"
    assert "customer.subscription.pending_update_expired" in account.kinds()


def test_an_upgrade_that_waits_takes_few_parameters(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Pro", 3100))

    with pytest.raises(InvalidRequestError) as refused:
        account.v1.subscriptions.update(
            subscription, {"payment_behavior": "pending_if_incomplete", "cancel_at_period_end": True}
        )

    assert refused.value.param == "payment_behavior"


def test_a_card_that_refuses_is_not_attached(account: Account) -> None:
    customer = account.customer(None)

    with pytest.raises(CardError):
        account.v1.payment_methods.attach("pm_card_visa_chargeDeclined", {"customer": customer})

    assert account.v1.payment_methods.list({"customer": customer}).data == []


def test_what_paused_without_a_card_is_resumed_with_one(account: Account) -> None:
    customer = account.customer(None)
    subscription = account.subscribe(
        customer,
        account.plan("Pro", 2900),
        more={
            "trial_end": stamp(moment(2024, 1, 8)),
            "trial_settings": {"end_behavior": {"missing_payment_method": "pause"}},
        },
    )
    account.go_to(moment(2024, 1, 20))
    account.pay_with(customer, "pm_card_visa")

    account.v1.subscriptions.resume(subscription)

    assert account.status(subscription) == "active"
    assert account.period(subscription) == (moment(2024, 1, 20), moment(2024, 2, 20))
    assert account.totals(subscription) == [("paid", 0), ("paid", 2900)]


def test_paying_by_hand_changes_no_schedule_of_retries(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900))
    account.pay_with(customer, FAILS)
    account.go_to(moment(2024, 2, 4))
    before = account.latest(subscription)

    with pytest.raises(CardError):
        account.v1.invoices.pay(before.id)

    after = account.latest(subscription)
    assert (after.attempt_count, after.next_payment_attempt) == (1, stamp(moment(2024, 2, 7)))
    assert after.next_payment_attempt == before.next_payment_attempt
