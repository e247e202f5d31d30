"""The contract of Payments, UsageExporter and PaymentNotices: one provider stands behind all three.

A subclass gives the fixture `stage`, a `PaymentStage`, new for each test.
"""

from tests.contract.payments_beginning import BeginningContract, CustomersContract
from tests.contract.payments_boundaries import AdjustmentsContract, BoundariesContract
from tests.contract.payments_changes import ExchangesContract, UpgradesContract
from tests.contract.payments_deleted import DeletedCustomersContract
from tests.contract.payments_endings import EndingsContract, SchedulesContract
from tests.contract.payments_longer_trials import LongerTrialsContract
from tests.contract.payments_months import CorrectionsContract, DunningContract, MonthsContract
from tests.contract.payments_trials import ContractPlansContract, PagesContract, TrialsContract
from tests.contract.payments_trust import NoticesContract, OutagesContract
from tests.contract.payments_usage import CountingContract, UsageContract


class PaymentsContract(
    CustomersContract,
    DeletedCustomersContract,
    BeginningContract,
    TrialsContract,
    LongerTrialsContract,
    ContractPlansContract,
    PagesContract,
    UpgradesContract,
    ExchangesContract,
    SchedulesContract,
    EndingsContract,
    MonthsContract,
    CorrectionsContract,
    BoundariesContract,
    AdjustmentsContract,
    DunningContract,
    UsageContract,
    CountingContract,
    OutagesContract,
    NoticesContract,
):
    """Everything that billing relies on, whoever stands behind it."""
