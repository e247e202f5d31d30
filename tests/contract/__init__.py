"""What every adapter of a port promises alike.

A class in a `…_contract` takes its fixture `storage` from the adapter's subclass: an empty store behind all ports,
at noon.
"""

import pytest

pytest.register_assert_rewrite(
    *(
        f"tests.contract.{name}_contract"
        for name in ("agenda", "answers", "audit_log", "claims", "commits", "credentials", "directory", "erasure")
    ),
    *(f"tests.contract.{name}_contract" for name in ("isolation", "lists", "rate_limiter", "sessions", "usage")),
)
