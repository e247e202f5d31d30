"""Events: what happened, with the object as it was then, and how the bytes that tell it are signed."""

import hmac
import json
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from entrypoints.stripe_twin.objects import Obj, differences, shown

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

VERSION: Final = "2026-10-28.endive"


def event_of(twin: "StripeTwin", kind: str, obj: Obj) -> Obj:
    """A new event; an update also says what was before, https://docs.stripe.com/api/events/object."""
    snapshot = shown(obj)
    data: Obj = {"object": snapshot}
    before = twin.snapshots.get(obj["id"])
    if before is not None and kind.endswith(".updated"):
        data["previous_attributes"] = differences(before, snapshot)
    twin.snapshots[obj["id"]] = snapshot
    return {
        "id": twin.new_id("evt"),
        "object": "event",
        "api_version": VERSION,
        "created": twin.now,
        "data": data,
        "livemode": False,
        "pending_webhooks": 1,
        "request": dict(twin.cause),
        "type": kind,
    }


def body_of(event: Obj) -> bytes:
    return json.dumps(event, indent=2).encode()


def signature(body: bytes, secret: str, at: int) -> str:
    """The value of `Stripe-Signature`: HMAC-SHA256 over the time, a dot and the raw bytes."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    return f"t={at},v1={signed}"
