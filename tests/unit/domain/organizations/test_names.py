"""Slugs and e-mail addresses that can be, and that cannot."""

import pytest

from domain.organizations.names import EmailAddress, Slug


@pytest.mark.parametrize("text", ["a", "acme", "acme-corp", "7-eleven", "a" * 63])
def test_a_slug_is_a_label_of_a_domain(text: str) -> None:
    assert Slug(text).text == text


@pytest.mark.parametrize(
    "text", ["", "-", "-acme", "acme-", "Acme", "acme corp", "аcme", "acme\n", "a" * 64, "acme.corp", "ａcme"]
)
def test_anything_else_is_no_slug(text: str) -> None:
    with pytest.raises(ValueError, match="slug"):
        Slug(text)


def test_addresses_are_compared_in_lower_case() -> None:
    assert EmailAddress.parse("Bob@Acme.Example") == EmailAddress("bob@acme.example")


def test_an_address_knows_its_domain() -> None:
    assert EmailAddress("bob+tag@mail.acme.example").domain == "mail.acme.example"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bob",
        "bob@",
        "@acme.example",
        "bob@acme",
        "bob@@acme.example",
        "bob@acme..example",
        "bob@acme.example\n",
        "bob@аcme.example",
        "bob @acme.example",
        "b" * 65 + "@acme.example",
        "bob@" + "a." * 126 + "example",
    ],
)
def test_anything_else_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match="address"):
        EmailAddress.parse(text)
