"""A site on each store."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pydantic import SecretBytes

from tests.assemblies.tables import table_on
from tests.http.site import Site

STORES = ("memory", "dynamodb")


@contextmanager
def site_on(request: pytest.FixtureRequest, **settings: Any) -> Iterator[Site]:
    """Return a site on the store that the fixture's parameter names, with a table of its own."""
    if request.param == "memory":
        yield Site(**settings)
        return
    endpoint: str = request.getfixturevalue("dynamodb_endpoint")
    secrets = {"1": SecretBytes(b"of no consequence, but long enough")}
    with table_on(endpoint) as wire:
        settings |= {"dynamodb_endpoint": endpoint, "dynamodb_table": wire.table}
        yield Site(storage="dynamodb", jwt_secret=secrets, key_peppers=secrets, **settings)
