"""What every adapter of a port promises alike.

A class in a `…_contract` takes its fixture `storage` from the adapter's subclass: an empty store behind all ports,
at noon. What payment providers promise stands in `payments_…`, and takes a `stage`.
"""

import pytest

pytest.register_assert_rewrite(
    *(
        f"tests.contract.{name}_contract"
        for name in ("agenda", "answers", "audit_log", "claims", "commits", "credentials", "directory", "erasure")
    ),
    *(f"tests.contract.{name}_contract" for name in ("isolation", "lists", "rate_limiter", "sessions", "usage")),
    *(f"tests.contract.{name}_contract" for name in ("billing", "customers")),
    *(f"tests.contract.payments_{name}" for name in ("beginning", "trials", "changes", "endings", "months", "usage")),
    *(f"tests.contract.payments_{name}" for name in ("trust", "golden")),
    "tests.contract.payment_stage",
)
