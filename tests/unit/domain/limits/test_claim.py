"""When a total grants a claim."""

import pytest

from domain.limits.claim import SEATS, Claim


@pytest.mark.parametrize(
    ("claim", "total", "granted"),
    [
        (Claim(SEATS, 1, ceiling=10), 9, True),
        (Claim(SEATS, 1, ceiling=10), 10, False),
        (Claim(SEATS, 0, ceiling=10), 10, True),
        (Claim(SEATS, 0, ceiling=10), 11, False),
        (Claim(SEATS, 1), 10**30, True),
        (Claim(SEATS, -1), 1, True),
        (Claim(SEATS, -1), 0, False),
        (Claim(SEATS, -1, floor=2), 2, True),
        (Claim(SEATS, -1, floor=2), 1, False),
        (Claim(SEATS, -5, ceiling=10), 16, False),
        (Claim(SEATS, 5, floor=3, ceiling=8), 3, True),
        (Claim(SEATS, 5, floor=3, ceiling=8), 2, False),
        (Claim(SEATS, 5, floor=3, ceiling=8), 4, False),
    ],
)
def test_a_claim_is_granted_between_its_floor_and_its_ceiling(claim: Claim, total: int, *, granted: bool) -> None:
    assert claim.fits(total) is granted
