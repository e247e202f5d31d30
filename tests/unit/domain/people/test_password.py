"""Passwords that a new person may not choose."""

import pytest

from domain.errors import InvalidRequest
from domain.people.password import check_password


def is_common(password: str) -> bool:
    return password == "password123"


@pytest.mark.parametrize("password", ["correct horse battery staple", "x" * 10, "ä" * 128])
def test_a_good_password_is_taken(password: str) -> None:
    check_password(password, is_common)


@pytest.mark.parametrize("password", ["", "x" * 9, "x" * 129, "password123"])
def test_another_is_refused_at_its_place(password: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        check_password(password, is_common)

    assert [error.pointer for error in refusal.value.errors] == ["/password"]
