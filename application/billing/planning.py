"""Billing's work on the agenda."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from application.billing.letters import Topic
from application.ports.agenda import Work, WorkKind
from application.ports.ids import Ids
from application.ports.workspaces import Workspace

DUE: Final = "due"
"""The subject of a round: when it was due first, however often it was put off."""

TOPIC: Final = "topic"
"""The subject of a mail."""


PLAN: Final = "plan"


def plan_settling(workspace: Workspace, ids: Ids, at: datetime) -> None:
    """Stage that the provider is brought in line, and looked at, at `at`."""
    _plan(workspace, ids, at, WorkKind.SETTLE_BILLING, {})


def plan_renaming(workspace: Workspace, ids: Ids, at: datetime) -> None:
    """Stage that the provider learns the organization's name and billing address as they stand then."""
    _plan(workspace, ids, at, WorkKind.RENAME_CUSTOMER, {})


def plan_round(workspace: Workspace, ids: Ids, at: datetime, kind: WorkKind) -> None:
    """Stage the next of the rounds that plan their own successor."""
    _plan(workspace, ids, at, kind, {DUE: at.isoformat()})


def plan_check(workspace: Workspace, ids: Ids, at: datetime) -> None:
    """Stage the look whether everything fits the plan, at `at`."""
    _plan(workspace, ids, at, WorkKind.CHECK_LIMITS, {})


def plan_letter(workspace: Workspace, ids: Ids, at: datetime, topic: Topic, plan: str = "") -> None:
    """Stage a mail to those who decide; `plan` is the one that it is about, where it is about another one."""
    _plan(workspace, ids, at, WorkKind.TELL_BILLING, {TOPIC: topic.value} | ({PLAN: plan} if plan else {}))


def _plan(workspace: Workspace, ids: Ids, at: datetime, kind: WorkKind, subject: Mapping[str, str]) -> None:
    workspace.plan(Work(ids.work(), at, kind, workspace.organization.id, subject))
