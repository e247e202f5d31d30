"""Prices, customers, invoice items and endpoints: what the API keeps, and what it refuses to change."""

from decimal import Decimal

import pytest
from stripe import InvalidRequestError

from tests.twin.account import VERSION, Account, moment


def test_a_price_is_found_by_its_lookup_key(account: Account) -> None:
    price = keyed(account, "pro_v1")

    [found] = account.v1.prices.list({"lookup_keys": ["pro_v1", "scale_v1"]}).data

    assert (found.id, found.unit_amount, found.unit_amount_decimal) == (price, 2900, Decimal(2900))


def test_a_lookup_key_belongs_to_one_price(account: Account) -> None:
    keyed(account, "pro_v1")

    with pytest.raises(InvalidRequestError) as refused:
        keyed(account, "pro_v1")

    assert refused.value.param == "lookup_key"


def test_a_lookup_key_is_transferred(account: Account) -> None:
    old, new = keyed(account, "pro_v1"), account.plan("Pro", 3900)

    account.v1.prices.update(new, {"lookup_key": "pro_v1", "transfer_lookup_key": True})

    assert account.v1.prices.retrieve(old).lookup_key is None
    assert account.v1.prices.retrieve(new).lookup_key == "pro_v1"


def test_a_metered_price_may_be_a_millionth_of_a_cent(account: Account) -> None:
    price = account.v1.prices.retrieve(account.usage_price("0.000001", account.meter()))

    assert (price.unit_amount, price.unit_amount_decimal) == (None, Decimal("0.000001"))


def test_a_price_has_twelve_decimals_at_most(account: Account) -> None:
    with pytest.raises(InvalidRequestError):
        account.usage_price("0.0000000000001", account.meter())


def test_a_metered_price_needs_a_meter(account: Account) -> None:
    product = account.v1.products.create({"name": "Usage"})

    with pytest.raises(InvalidRequestError):
        account.v1.prices.create(
            {
                "product": product.id,
                "currency": "usd",
                "unit_amount": 1,
                "recurring": {"interval": "month", "usage_type": "metered"},
            }
        )


def test_a_metered_item_has_no_quantity(account: Account) -> None:
    customer, usage = account.customer(), account.usage_price("1", account.meter())

    with pytest.raises(InvalidRequestError):
        account.v1.subscriptions.create({"customer": customer, "items": [{"price": usage, "quantity": 1}]})


def test_a_price_may_be_described_where_it_is_used(account: Account) -> None:
    product = account.v1.products.create({"name": "Enterprise"})

    subscription = account.v1.subscriptions.create(
        {
            "customer": account.customer(),
            "items": [
                {
                    "price_data": {
                        "currency": "usd",
                        "product": product.id,
                        "unit_amount": 123_400,
                        "recurring": {"interval": "month"},
                    }
                }
            ],
        }
    )

    assert account.amounts(subscription.id) == [123_400]
    assert account.v1.prices.list().data == []


def test_a_quantity_multiplies(account: Account) -> None:
    pro = account.plan("Seat", 500)
    subscription = account.v1.subscriptions.create(
        {"customer": account.customer(), "items": [{"price": pro, "quantity": 3}]}
    ).id
    account.go_to(moment(2024, 1, 16, 12))

    account.v1.subscriptions.update(
        subscription,
        {"items": [{"id": account.item(subscription), "quantity": 5}], "proration_behavior": "always_invoice"},
    )

    # half of the month: −1500 / 2 and 2500 / 2
    assert account.amounts(subscription) == [-750, 1250]


def test_customers_are_found_by_email_and_keep_metadata(account: Account) -> None:
    alice = account.v1.customers.create({"email": "alice@acme.example", "metadata": {"org_id": "1", "old": "x"}})
    account.v1.customers.create({"email": "hank@globex.example"})

    account.v1.customers.update(alice.id, {"metadata": {"old": "", "new": "y"}})

    [found] = account.v1.customers.list({"email": "alice@acme.example"}).data
    assert found.metadata is not None
    assert found.metadata.to_dict() == {"org_id": "1", "new": "y"}


def test_an_item_is_added_to_a_draft(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900))
    account.go_to(moment(2024, 2, 1))
    draft = account.latest(subscription)

    account.v1.invoice_items.create(
        {"customer": customer, "amount": 150, "currency": "usd", "description": "Overage", "invoice": draft.id}
    )
    account.go_to(moment(2024, 2, 4))

    paid = account.latest(subscription)
    assert ([line.amount for line in paid.lines.data], paid.amount_paid) == ([2900, 150], 3050)


def test_an_invoice_that_is_final_takes_no_items(account: Account) -> None:
    customer = account.customer()
    invoice = account.latest(account.subscribe(customer, account.plan("Pro", 2900)))

    with pytest.raises(InvalidRequestError) as refused:
        account.v1.invoice_items.create({"customer": customer, "amount": 150, "currency": "usd", "invoice": invoice.id})

    assert refused.value.code == "invoice_not_editable"


def test_an_item_waits_for_the_next_invoice(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900))
    account.v1.invoice_items.create({"customer": customer, "amount": -400, "currency": "usd"})

    account.go_to(moment(2024, 2, 1))

    assert account.amounts(subscription) == [2900, -400]


def test_a_line_names_price_item_and_proration_where_basil_put_them(account: Account) -> None:
    pro, scale = account.plan("Pro", 3100), account.plan("Scale", 9300)
    subscription = account.subscribe(account.customer(), pro)
    account.go_to(moment(2024, 1, 11))
    account.switch(subscription, scale)

    invoice = account.latest(subscription)

    credit = invoice.lines.data[0]
    assert invoice.parent is not None
    assert invoice.parent.subscription_details is not None
    assert invoice.parent.subscription_details.subscription == subscription
    assert credit.parent is not None
    assert credit.parent.subscription_item_details is not None
    assert credit.parent.subscription_item_details.proration
    assert credit.pricing is not None
    assert credit.pricing.price_details is not None
    assert credit.pricing.price_details.price == pro


def test_an_endpoint_tells_its_secret_once(account: Account) -> None:
    created = account.v1.webhook_endpoints.create(
        {"url": "https://acme.example/stripe", "enabled_events": ["*"], "api_version": VERSION}
    )

    [listed] = account.v1.webhook_endpoints.list().data

    assert created.secret == account.twin.webhook_secret
    assert (listed.id, listed.api_version, "secret" in listed) == (created.id, VERSION, False)


def keyed(account: Account, lookup_key: str) -> str:
    product = account.v1.products.create({"name": lookup_key})
    price = account.v1.prices.create(
        {
            "product": product.id,
            "currency": "usd",
            "unit_amount": 2900,
            "recurring": {"interval": "month"},
            "lookup_key": lookup_key,
        }
    )
    return price.id
