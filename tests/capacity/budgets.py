"""The budgets, and what each thing takes: exact, so that one unit more is seen.

Every change is asked under an idempotency key: looking for its answer is one of its round trips and read units,
keeping the answer two of its write units.
"""

from typing import Final

from tests.capacity.asks import (
    authenticated,
    key_created,
    listed,
    machine,
    member,
    owner,
    project_created,
    recorded,
    recorded_together,
    somebody_invited,
    stored_together,
    usage_reported,
)
from tests.capacity.companies import busy, capped, crowded, new, storing, usual
from tests.capacity.product import Cost
from tests.capacity.rows import Row, Twice

NOTHING: Final = Cost(0, 0, 0)


def always(cost: Cost) -> Twice:
    return Twice(cost, cost)


def project_unknown(cost: Cost) -> Twice:
    """A process that does not know the project looks it up first."""
    return Twice(cost.plus(round_trips=1, read_units=1), cost)


RECORD: Final = Cost(1, 8, 0)
GAUGE: Final = Cost(2, 10, 1)
BATCH: Final = Cost(3, 410, 0)
REPORT: Final = Cost(2, 0, 5)
INVITATION: Final = Cost(2, 20, 3)
CREATION: Final = Cost(2, 18, 3)
PAGE: Final = Cost(1, 0, 10)

ROWS: Final = (
    Row(
        "authenticate an API key",
        usual,
        authenticated(machine),
        ceiling=Twice(Cost(1, 0, 2), NOTHING),
        takes=Twice(Cost(1, 0, 2), NOTHING),
    ),
    Row(
        "authenticate a session",
        usual,
        authenticated(owner),
        ceiling=Twice(Cost(1, 0, 3), NOTHING),
        takes=Twice(Cost(1, 0, 3), NOTHING),
    ),
    Row(
        "record usage, one record",
        usual,
        recorded("api_call"),
        caller=machine,
        ceiling=project_unknown(RECORD),
        takes=Twice(Cost(2, 10, 1), RECORD),
        not_met="a process takes a slice of the records that the plan allows with its first one",
    ),
    Row(
        "record usage, an organization's first of a cycle",
        new,
        recorded("api_call"),
        caller=machine,
        ceiling=project_unknown(RECORD),
        takes=Twice(Cost(3, 20, 1), RECORD),
        not_met="the total is presumed to be there: founding it takes another try, with a check of the tenant",
    ),
    Row(
        "record usage past the included volume, under a spend cap",
        capped,
        recorded("api_call"),
        caller=machine,
        ceiling=project_unknown(RECORD.plus(write_units=2)),
        takes=Twice(Cost(7, 48, 8), Cost(1, 10, 0)),
        not_met="a process that has just started learns by refusals what is used up and which thresholds were raised",
    ),
    Row(
        "record usage, gauge",
        usual,
        recorded("storage"),
        caller=machine,
        ceiling=project_unknown(GAUGE),
        takes=Twice(Cost(3, 12, 2), GAUGE),
        not_met="a process takes a slice of the records that the plan allows with its first one",
    ),
    Row(
        "record usage, gauge, every twentieth change",
        storing,
        recorded("storage"),
        caller=machine,
        ceiling=project_unknown(GAUGE),
        takes=Twice(Cost(3, 14, 2), GAUGE),
        not_met="twenty changes are put beside, in an item of their own",
    ),
    Row(
        "record usage, batch of 100 of one project and meter",
        usual,
        recorded_together(100),
        caller=machine,
        ceiling=project_unknown(BATCH),
        takes=Twice(Cost(3, 410, 1), Cost(2, 408, 0)),
    ),
    Row(
        "record usage, batch of 1,000 of one project and meter",
        usual,
        recorded_together(1_000),
        caller=machine,
        ceiling=project_unknown(Cost(30, 4_100, 0)),
        takes=Twice(Cost(17, 4_066, 1), Cost(16, 4_064, 0)),
    ),
    Row(
        "record usage, batch of 1,000 of the storage of three projects",
        usual,
        stored_together(1_000),
        caller=machine,
        ceiling=always(Cost(45, 5_000, 100)),
        takes=Twice(Cost(41, 4_380, 79), Cost(38, 4_378, 76)),
    ),
    Row(
        "usage report of a cycle, 20 projects",
        busy,
        usage_reported(),
        caller=owner,
        ceiling=always(REPORT),
        takes=always(Cost(2, 0, 3.5)),
    ),
    Row(
        "invite a user",
        usual,
        somebody_invited(),
        caller=owner,
        ceiling=always(INVITATION),
        takes=always(Cost(2, 20, 1)),
    ),
    Row(
        "invite a user to two projects",
        usual,
        somebody_invited(to=2),
        caller=owner,
        ceiling=always(INVITATION.plus(write_units=8)),
        takes=Twice(Cost(3, 20, 3), Cost(2, 20, 1)),
        not_met="a process that does not know the projects looks them up, in one round trip",
    ),
    Row(
        "create a project",
        usual,
        project_created(member),
        caller=member,
        ceiling=always(CREATION),
        takes=always(Cost(2, 18, 1)),
    ),
    Row(
        "create a project, by an owner",
        usual,
        project_created(owner),
        caller=owner,
        ceiling=always(CREATION),
        takes=always(Cost(2, 20, 1)),
        not_met="an owner's item stands in the list of owners too",
    ),
    Row(
        "create a project with two other members",
        usual,
        project_created(member, beside=2),
        caller=member,
        ceiling=always(CREATION.plus(write_units=8, read_units=2)),
        takes=always(Cost(3, 30, 3)),
        not_met="the members are looked up, in one round trip; with them the audit event passes 1 KB",
    ),
    Row(
        "create a key",
        usual,
        key_created(),
        caller=owner,
        ceiling=always(CREATION),
        takes=always(Cost(2, 14, 1)),
    ),
    Row(
        "create a key of a project",
        usual,
        key_created(of_project=True),
        caller=owner,
        ceiling=always(CREATION),
        takes=Twice(Cost(3, 14, 2), Cost(2, 14, 1)),
        not_met="a process that does not know the project looks it up",
    ),
)

PAGES: Final = (
    *(
        Row(
            f"list a page of 50 {what}",
            crowded,
            listed(path),
            caller=owner,
            ceiling=always(PAGE),
            takes=always(Cost(1, 0, read_units)),
        )
        for what, path, read_units in (
            ("users", "users", 3),
            ("projects", "projects", 3),
            ("invitations", "invitations", 3),
            ("usage records", "resources", 3),
            ("audit events", "audit", 6),
        )
    ),
    Row(
        "list a page of 50 API keys",
        crowded,
        listed("api-keys"),
        caller=owner,
        ceiling=always(PAGE),
        takes=always(Cost(2, 0, 4)),
        not_met="when they were last used lies beside them, where writing it is cheap",
    ),
)
