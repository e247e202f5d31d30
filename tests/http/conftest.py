"""The API that the tests of this folder ask."""

import pytest

from tests.http.site import Company, Site


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def acme(site: Site) -> Company:
    return site.company("acme")


@pytest.fixture(scope="module")
def settled_site() -> Site:
    """One site for all tests of a module, which change nothing."""
    return Site()


@pytest.fixture(scope="module")
def settled_acme(settled_site: Site) -> Company:
    return settled_site.company("acme")


@pytest.fixture(scope="module")
def settled_globex(settled_site: Site) -> Company:
    return settled_site.company("globex")
