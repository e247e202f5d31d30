"""Golden tables: what a customer is invoiced, to the cent, with the arithmetic written out.

A subclass gives the fixture `stage`, as for `PaymentsContract`. Starter costs 2900 a month, pro 9900, Acme's contract
50000. Amounts are rounded half up, credits away from zero; a credit is the part of what was debited.
"""

from dataclasses import replace
from typing import Final

import pytest

from tests.contract.payment_rows import Row, added_up, bill_usage, exchange, on, subscribe, told, upgrade, use
from tests.contract.payment_stage import CONTRACT, PRO, STARTER, PaymentStage

ODD_CONTRACT: Final = replace(CONTRACT, price_cents=2901)

CHANGES: Final = [
    Row(
        "an upgrade in mid-month",
        (on("2026-06-01T00:00Z"), subscribe(STARTER), on("2026-06-16T00:00Z"), upgrade(PRO)),
        # 15 of 30 days: 2900 × 15/30 = 1450, 9900 × 15/30 = 4950; 4950 - 1450 = 3500
        [([2900], 2900), ([-1450, 4950], 3500)],
    ),
    Row(
        "an upgrade at an odd second",
        (on("2026-07-01T00:00Z"), subscribe(STARTER), on("2026-07-10T09:08:07Z"), upgrade(PRO)),
        # 1867913 of 2678400 seconds: 2900 × = 2022.457, 9900 × = 6904.248; 6904 - 2022 = 4882
        [([2900], 2900), ([-2022, 6904], 4882)],
    ),
    Row(
        "a beginning at an odd second",
        (on("2026-07-10T09:08:07Z"), subscribe(STARTER)),
        # 2900 × 1867913/2678400 = 2022.457
        [([2022], 2022)],
    ),
    Row(
        "a second upgrade in one period credits the part of what the first one debited",
        (
            on("2026-07-01T00:00Z"),
            subscribe(STARTER),
            on("2026-07-10T09:08:07Z"),
            upgrade(PRO),
            on("2026-07-21T17:00Z"),
            upgrade(CONTRACT),
        ),
        # 889200 seconds are left: 6904 × 889200/1867913 = 3286.575, 50000 × 889200/2678400 = 16599.462
        # 16599 - 3287 = 13312
        [([2900], 2900), ([-2022, 6904], 4882), ([-3287, 16599], 13312)],
    ),
    Row(
        "an upgrade of what began in mid-month credits the part of what was debited then",
        (on("2026-06-24T00:00Z"), subscribe(STARTER), on("2026-06-26T00:00Z"), upgrade(PRO)),
        # 7 of 30 days: 2900 × 7/30 = 676.667; 5 of those 7: -677 × 5/7 = -483.571 (of the price -483.333 would be left)
        # 9900 × 5/30 = 1650; 1650 - 484 = 1166
        [([677], 677), ([-484, 1650], 1166)],
    ),
    Row(
        "an upgrade on day 31",
        (on("2026-07-01T00:00Z"), subscribe(STARTER), on("2026-07-31T12:00Z"), upgrade(PRO)),
        # 43200 of 2678400 seconds: 2900 × = 46.774, 9900 × = 159.677; 160 - 47 = 113
        [([2900], 2900), ([-47, 160], 113)],
    ),
    Row(
        "an upgrade in the last second",
        (
            on("2026-07-01T00:00Z"),
            subscribe(STARTER),
            on("2026-07-31T23:59:59Z"),
            upgrade(PRO),
            on("2026-08-04T00:00Z"),
        ),
        # 1 of 2678400 seconds: 2900 × = 0.001, 9900 × = 0.004: no lines, no invoice; August is pro's
        [([2900], 2900), ([9900], 9900)],
    ),
    Row(
        "an upgrade in the first second",
        (on("2026-07-01T00:00Z"), subscribe(STARTER), upgrade(PRO)),
        # all is left: 9900 - 2900 = 7000
        [([2900], 2900), ([-2900, 9900], 7000)],
    ),
    Row(
        "an upgrade while the invoice of the month is a draft",
        (
            on("2026-06-01T00:00Z"),
            subscribe(STARTER),
            on("2026-07-02T00:00Z"),
            upgrade(PRO),
            on("2026-07-04T00:00Z"),
        ),
        # 30 of 31 days: 2900 × 30/31 = 2806.452, 9900 × 30/31 = 9580.645; 9581 - 2806 = 6775
        [([2900], 2900), ([2900], 2900), ([-2806, 9581], 6775)],
    ),
    Row(
        "a downgrade and back",
        (
            on("2026-06-01T00:00Z"),
            subscribe(PRO),
            on("2026-06-11T00:00Z"),
            exchange(STARTER),
            on("2026-06-21T00:00Z"),
            exchange(PRO),
            on("2026-07-04T00:00Z"),
        ),
        # 20 of 30 days: -9900 × 20/30 = -6600, 2900 × 20/30 = 1933.333
        # 10 of those 20: -1933 × 10/20 = -966.5, so -967; 9900 × 10/30 = 3300; July 9900
        # -6600 + 1933 - 967 + 3300 + 9900 = 7566
        [([9900], 9900), ([-6600, -967, 1933, 3300, 9900], 7566)],
    ),
    Row(
        "a credit that lasts for three months",
        (
            on("2026-06-01T00:00Z"),
            subscribe(PRO),
            on("2026-06-02T00:00Z"),
            exchange(STARTER),
            on("2026-09-04T00:00Z"),
        ),
        # 29 of 30 days: -9900 × 29/30 = -9570, 2900 × 29/30 = 2803.333
        # July: -9570 + 2803 + 2900 = -3867; August: 3867 - 2900 = 967 left; September: 2900 - 967 = 1933
        [([9900], 9900), ([-9570, 2803, 2900], 0), ([2900], 0), ([2900], 1933)],
    ),
]

CALENDAR: Final = [
    Row(
        "a trial into paid",
        (on("2026-06-05T10:00Z"), subscribe(STARTER, "2026-06-19T10:00Z"), on("2026-07-04T00:00Z")),
        # 1000800 of 2592000 seconds: 2900 × = 1119.722; then July
        [([1120], 1120), ([2900], 2900)],
    ),
    Row(
        "a trial that ends with the month",
        (on("2026-06-17T00:00Z"), subscribe(STARTER, "2026-07-01T00:00Z"), on("2026-07-01T00:00:01Z")),
        # all of July is left
        [([2900], 2900)],
    ),
    Row(
        "a trial that ends in the next month",
        (on("2026-06-25T00:00Z"), subscribe(STARTER, "2026-07-09T00:00Z"), on("2026-07-09T00:00:01Z")),
        # 23 of 31 days: 2900 × 23/31 = 2151.613
        [([2152], 2152)],
    ),
    Row(
        "February of an ordinary year",
        (on("2027-02-15T00:00Z"), subscribe(STARTER), on("2027-02-22T00:00Z"), upgrade(PRO)),
        # 14 of 28 days: 1450; 7 of those 14: -725; 9900 × 7/28 = 2475
        [([1450], 1450), ([-725, 2475], 1750)],
    ),
    Row(
        "February of a leap year",
        (on("2028-02-15T00:00Z"), subscribe(STARTER), on("2028-02-29T00:00Z"), upgrade(PRO)),
        # 15 of 29 days: 2900 × 15/29 = 1500; 1 of those 15: -100; 9900 × 1/29 = 341.379
        [([1500], 1500), ([-100, 341], 241)],
    ),
    Row(
        "an upgrade in June that is July on Kiritimati",
        (on("2026-06-01T00:00Z"), subscribe(STARTER), on("2026-07-01T00:30+14:00"), upgrade(PRO)),
        # it is 10:30 on June 30 in UTC; 48600 of 2592000 seconds: 2900 × = 54.375, 9900 × = 185.625
        [([2900], 2900), ([-54, 186], 132)],
    ),
    Row(
        "a beginning in July that is June in New York",
        (on("2026-06-30T20:00-04:00"), subscribe(STARTER)),
        # it is 0:00 on July 1 in UTC
        [([2900], 2900)],
    ),
    Row(
        "usage of July that is June in New York",
        (
            on("2026-06-01T00:00Z"),
            subscribe(STARTER),
            on("2026-06-30T23:00-04:00"),
            use(10_000, "starter_v1_api_call", "2026-06-30T22:00-04:00"),
            on("2026-08-04T00:00Z"),
        ),
        # it is dated 2:00 on July 1 in UTC, so August's invoice has it: 10000 × 0.045 = 450
        [([2900], 2900), ([2900], 2900), ([450, 2900], 3350)],
    ),
]

JUNE_ON_STARTER: Final = (on("2026-06-01T00:00Z"), subscribe(STARTER))
JUNE_LAST_SECOND: Final = "2026-06-30T23:59:59Z"
JULY_FINAL: Final = on("2026-07-04T00:00:01Z")

USAGE: Final = [
    Row(
        "overage that is told inside the closing window",
        (
            *JUNE_ON_STARTER,
            on("2026-07-03T23:59Z"),
            use(12_345, "starter_v1_api_call", JUNE_LAST_SECOND),
            JULY_FINAL,
        ),
        # 50 cents less 10 % for 1000: 12345 × 0.045 = 555.525
        [([2900], 2900), ([556, 2900], 3456)],
    ),
    Row(
        "overage that is told outside the closing window",
        (*JUNE_ON_STARTER, JULY_FINAL, use(12_345, "starter_v1_api_call", JUNE_LAST_SECOND), on("2026-08-04T00:00Z")),
        [([2900], 2900), ([2900], 2900), ([2900], 2900)],
    ),
    Row(
        "overage under the discount of enterprise",
        (
            on("2026-06-01T00:00Z"),
            subscribe(CONTRACT),
            on("2026-07-01T00:00Z"),
            use(10_001, "enterprise_v1_api_call", JUNE_LAST_SECOND),
            use(1_000, "enterprise_v1_compute", JUNE_LAST_SECOND),
            JULY_FINAL,
        ),
        # 40 % less: 10001 × 0.03 = 300.03, 1000 × 0.006 = 6
        [([50000], 50000), ([6, 300, 50000], 50306)],
    ),
    Row(
        "half a cent of usage counts as one, and less as none",
        (
            *JUNE_ON_STARTER,
            on("2026-07-01T00:00Z"),
            use(100, "starter_v1_api_call", JUNE_LAST_SECOND),
            use(499, "starter_v1_compute", JUNE_LAST_SECOND),
            JULY_FINAL,
        ),
        # 100 × 0.045 = 4.5, 499 × 0.009 = 4.491
        [([2900], 2900), ([4, 5, 2900], 2909)],
    ),
    Row(
        "half a cent of a price counts as one",
        (on("2026-06-16T00:00Z"), subscribe(ODD_CONTRACT)),
        # 2901 × 15/30 = 1450.5
        [([1451], 1451)],
    ),
    Row(
        "half a cent of a credit counts as one",
        (on("2026-06-01T00:00Z"), subscribe(ODD_CONTRACT), on("2026-06-16T00:00Z"), upgrade(PRO)),
        # -2901 × 15/30 = -1450.5; 9900 × 15/30 = 4950; 4950 - 1451 = 3499
        [([2901], 2901), ([-1451, 4950], 3499)],
    ),
    Row(
        "several meters on one invoice",
        (
            *JUNE_ON_STARTER,
            on("2026-07-01T00:00Z"),
            use(1_000, "starter_v1_api_call", JUNE_LAST_SECOND),
            use(2_500, "starter_v1_compute", JUNE_LAST_SECOND),
            use(2_048, "starter_v1_bandwidth", JUNE_LAST_SECOND),
            use(1_500, "starter_v1_storage", JUNE_LAST_SECOND),
            JULY_FINAL,
        ),
        # 1000 × 0.045 = 45, 2500 × 0.009 = 22.5, 2048 × 7.2/1024 = 14.4, 1500 × 0.009 = 13.5
        # 45 + 23 + 14 + 14 + 2900 = 2996
        [([2900], 2900), ([14, 14, 23, 45, 2900], 2996)],
    ),
    Row(
        "the meters of two plans in one cycle",
        (
            *JUNE_ON_STARTER,
            on("2026-06-16T00:00Z"),
            use(10_000, "starter_v1_api_call", "2026-06-15T23:59:59Z"),
            upgrade(PRO),
            on("2026-07-01T00:00Z"),
            use(10_000, "pro_v1_api_call", JUNE_LAST_SECOND),
            bill_usage(450, "2026-06-30T23:00Z"),
            JULY_FINAL,
        ),
        # 10000 × 0.045 = 450 is told by a line, 10000 × 0.04 = 400 by pro's meter; July is pro's
        [([2900], 2900), ([-1450, 4950], 3500), ([400, 450, 9900], 10750)],
    ),
]


class PaymentsGolden:
    @pytest.mark.parametrize("row", [*CHANGES, *CALENDAR, *USAGE], ids=lambda row: row.title.replace(" ", "-"))
    def test_what_is_invoiced_is_right_to_the_cent(self, stage: PaymentStage, row: Row) -> None:
        acme = told(stage, row)

        assert list(zip(acme.amounts, [one.due_cents for one in acme.invoices], strict=True)) == row.invoices
        assert [one.total_cents for one in acme.invoices] == [added_up(one) for one in acme.invoices]
