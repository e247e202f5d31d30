"""The shape of a checkout session."""

from entrypoints.stripe_twin.objects import Obj, empty, merged, no_address


def details_of(email: str | None) -> Obj:
    return {
        "address": no_address(),
        "business_name": None,
        "email": email,
        "individual_name": None,
        "name": None,
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [],
    }


def new_session(params: Obj, customer: Obj | None, rows: list[Obj], expires: int) -> Obj:
    """https://docs.stripe.com/api/checkout/sessions/object."""
    email = customer["email"] if customer else params.get("customer_email")
    nothing: Obj = empty(
        "after_expiration allow_promotion_codes amount_subtotal amount_total "
        "billing_address_collection client_secret collected_information consent "
        "consent_collection currency currency_conversion customer_account customer_creation "
        "discounts integration_identifier invoice invoice_creation locale managed_payments "
        "origin_context payment_intent payment_link payment_method_configuration_details "
        "permissions recovered_from setup_intent shipping_address_collection shipping_cost "
        "submit_type subscription wallet_options"
    )
    return {
        "object": "checkout.session",
        **nothing,
        "adaptive_pricing": {"enabled": False},
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "custom_fields": [],
        "custom_text": empty("after_submit shipping_address submit terms_of_service_acceptance"),
        "customer": customer and customer["id"],
        "customer_details": details_of(email),
        "customer_email": params.get("customer_email"),
        "expires_at": expires,
        "metadata": merged({}, params.get("metadata")),
        "mode": "subscription",
        "payment_method_collection": params.get("payment_method_collection", "always"),
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "phone_number_collection": {"enabled": False},
        "saved_payment_method_options": {
            "allow_redisplay_filters": ["always"],
            "payment_method_remove": "disabled",
            "payment_method_save": None,
        },
        "shipping_options": [],
        "status": "open",
        "success_url": params["success_url"],
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "_data": params.get("subscription_data", {}),
        "_line_items": rows,
    }
