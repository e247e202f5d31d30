"""The twin of Stripe that a server starts beside itself."""

from entrypoints.container import assembled
from entrypoints.own_stripe import own_twin, with_own_stripe
from entrypoints.settings import Settings


def test_a_twin_that_is_started_again_gives_out_other_ids() -> None:
    assembly = assembled(with_own_stripe(Settings(billing="stripe-twin")))

    first, again = own_twin(assembly), own_twin(assembly)

    assert first.new_id("cus") != again.new_id("cus")
