"""What an import tells of its records."""

from entrypoints.import_log.delivery import BatchAnswer, FieldProblem, Problem, RefusedRecord
from entrypoints.import_log.tally import Tally, ranges
from entrypoints.import_log.usage_records import Entry

CLOSED = Problem(type="/problems/cycle-closed", title="Cycle closed", detail="2015-05 is closed.")
WRONG = Problem(
    type="/problems/invalid-request",
    title="Invalid request",
    detail="One field is wrong.",
    errors=(FieldProblem(pointer="/timestamp", detail="lies ahead"),),
)
FULL = Problem(type="https://tenantry.example.com/problems/plan-limit-exceeded", title="Plan limit reached")


def entry(line: int) -> Entry:
    return line, {
        "record_id": f"log-1-{line}-api_call",
        "project_id": "prj_web",
        "type": "api_call",
        "quantity": 1,
        "timestamp": "2026-03-01T00:00:00Z",
    }


def refused(*reasons: tuple[int, Problem]) -> BatchAnswer:
    records = tuple(RefusedRecord(index=index, problem=problem) for index, problem in reasons)
    return BatchAnswer(accepted=1, duplicates=2, refused=records)


def test_refusals_are_grouped_by_reason_and_named_by_their_first_line() -> None:
    tally = Tally()

    tally.add([entry(7), entry(8), entry(9)], refused((1, CLOSED), (2, FULL)))
    tally.add([entry(10), entry(11)], refused((0, CLOSED), (1, WRONG)))

    assert (tally.accepted, tally.duplicates, tally.refused) == (2, 4, 4)
    assert [str(refusals) for refusals in tally.reasons.values()] == [
        "2 api_call refused as cycle-closed, first in line 8: 2015-05 is closed",
        "1 api_call refused as plan-limit-exceeded, first in line 9: Plan limit reached",
        "1 api_call refused as invalid-request, first in line 11: /timestamp lies ahead",
    ]


def test_runs_of_lines_are_drawn_together() -> None:
    assert list(ranges([4, 7, 8, 9, 12, 13])) == ["4", "7-9", "12-13"]
    assert list(ranges([])) == []
