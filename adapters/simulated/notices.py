"""The notices of the simulated provider."""

import hmac
import json
import re
from datetime import timedelta
from typing import Final, final

from adapters.simulated.provider import SimulatedProvider
from application.ports.payment_notices import Notice, PaymentNotices, UntrustedNotice
from domain.billing.subscription import CustomerId

TOLERANCE: Final = timedelta(minutes=5)
"""A signature that is older could be a recording."""

_SIGNATURE: Final = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")


@final
class SimulatedNotices(PaymentNotices):
    """Reads what `SimulatedProvider.notice` has made: JSON, signed with HMAC-SHA256 and dated."""

    def __init__(self, provider: SimulatedProvider) -> None:
        self._provider = provider

    def read(self, body: bytes, signature: str) -> Notice:
        signed = _SIGNATURE.fullmatch(signature)
        if signed is None:
            raise UntrustedNotice("there is no signature")
        told_at = int(signed[1])
        if not hmac.compare_digest(self._provider.signature(told_at, body), signed[2]):
            raise UntrustedNotice("the signature is wrong")
        if abs(int(self._provider.now().timestamp()) - told_at) > TOLERANCE.total_seconds():
            raise UntrustedNotice("the signature is old")
        return _notice(body)


def _notice(body: bytes) -> Notice:
    try:
        said = json.loads(body)
        customer = said["customer"]
        return Notice(str(said["id"]), str(said["type"]), None if customer is None else CustomerId(str(customer)))
    except (ValueError, TypeError, KeyError) as error:
        raise UntrustedNotice("what is signed is no notice") from error
