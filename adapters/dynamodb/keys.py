"""The keys of the table: the only place where they are built, and the words that say whose they are."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from domain.billing.invoice import InvoiceId
from domain.billing_cycle import BillingCycle
from domain.errors import NotFound
from domain.ids import (
    ID_ALPHABET,
    LONGEST_ID,
    InvitationId,
    KeyId,
    OrganizationId,
    ProjectId,
    RecordId,
    SessionId,
    UserId,
)
from domain.limits.claim import Limit
from domain.usage.allowance import STORAGE_TOTAL
from domain.usage.record import resource_id

METADATA: Final = "METADATA"
STANDING: Final = "standing"
"""Where the totals are that belong to no cycle: seats, projects, owners."""

STORAGE: Final = "!storage"
"""The sort key of the organization's bytes among its projects' gauges: before every project's id."""

AFTER: Final = "\x00"
"""Appended to a sort key, the next one that can be."""
LAST: Final = "\U0010ffff"
"""Behind every sort key that begins with what stands before it."""

OUTSIDE: Final = (
    "answer#", "certificate#", "customer#", "due#", "invite#", "lease#", "login#", "notice#", "person#", "rate#",
    "refresh#", "session#", "slug#",
)  # fmt: skip
"""How partitions begin that belong to no tenant."""

_PROVIDERS_ID: Final = re.compile(r"[!-\"$-~]{1,255}")
"""What a payment provider names things by: it fits a key, and carries no delimiter."""


class Key(NamedTuple):
    """The primary key of one item."""

    partition: str
    sort: str = METADATA


@dataclass(frozen=True, slots=True)
class Index:
    """A global secondary index, by the names of its own two attributes."""

    name: str
    partition: str
    sort: str


EMAIL: Final = Index("gsi-email", "gsi_email", "gsi_email_sk")
"""The users of an organization, by address."""
LISTS: Final = Index("gsi-org-projects", "gsi_list", "gsi_list_sk")
"""The projects, keys, pending invitations, owners and invoices of an organization."""
RESOURCES: Final = Index("gsi-project-resources", "gsi_usage", "gsi_usage_sk")
"""The usage records of a project."""
DEEDS: Final = Index("gsi-user-audit", "gsi_deed", "gsi_deed_sk")
"""What a user did, and the keys that it made."""

INDEXES: Final = (EMAIL, LISTS, RESOURCES, DEEDS)


def sortable(at: datetime) -> str:
    """Return an aware UTC time as text that sorts as time does, to the microsecond."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f")


def checked(identity: str) -> str:
    """Return an id that can be part of a key; NotFound for a text that can be nobody's id."""
    if not 0 < len(identity) <= LONGEST_ID or not ID_ALPHABET.issuperset(identity):
        raise NotFound
    return identity


def checked_name(name: str) -> str:
    """Return a payment provider's id that can be part of a key; NotFound for a text that can be nothing's id."""
    if not _PROVIDERS_ID.fullmatch(name):
        raise NotFound
    return name


def day_attribute(day: date) -> str:
    """Return the attribute of a day in its project's total of the cycle."""
    return f"d{day.day:02}"


class TenantKeys:
    """Keys of one organization: its id, delimited, begins every one of them."""

    __slots__ = ("_begins", "root")

    def __init__(self, organization_id: OrganizationId) -> None:
        self.root: Final = f"org#{checked(organization_id)}"
        self._begins = f"{self.root}#"

    def own(self, partition: str) -> bool:
        """Tell whether a partition, of the table or an index, is this organization's."""
        return partition == self.root or partition.startswith(self._begins)

    @property
    def organization(self) -> Key:
        return Key(self.root)

    def user(self, user_id: UserId) -> Key:
        return Key(f"{self._begins}user#{checked(user_id)}")

    def project(self, project_id: ProjectId) -> Key:
        return Key(f"{self._begins}project#{checked(project_id)}")

    def invitation(self, invitation_id: InvitationId) -> Key:
        return Key(f"{self._begins}invitation#{checked(invitation_id)}")

    def api_key(self, key_id: KeyId) -> Key:
        return Key(f"{self._begins}key#{checked(key_id)}")

    @property
    def last_uses(self) -> str:
        """The partition of when keys were last used, in the order in which they are listed."""
        return f"{self._begins}uses"

    @property
    def names(self) -> str:
        """The partition of the names that are reserved."""
        return f"{self._begins}names"

    def name(self, name: str) -> Key:
        return Key(self.names, name)

    @property
    def sessions(self) -> str:
        """The partition of the sessions that are bound to the organization, or were."""
        return f"{self._begins}sessions"

    def session(self, session_id: SessionId) -> Key:
        return Key(self.sessions, session_id)

    def resource(self, record_id: RecordId) -> Key:
        return Key(f"{self._begins}resource#{resource_id(record_id)}")

    def event(self, at: datetime, event_id: str) -> Key:
        return Key(self.events(f"{at:%Y-%m}"), f"{sortable(at)}#{event_id}")

    def events(self, month: str) -> str:
        """The partition of the audit events of a month, written `YYYY-MM`."""
        return f"{self._begins}audit#{month}"

    def total(self, limit: Limit) -> Key:
        """A limit's total; a project's holds its days too."""
        if limit == STORAGE_TOTAL:
            return Key(self.gauges, STORAGE)
        name = limit.name if limit.project is None else f"{limit.name}#{checked(limit.project)}"
        return Key(self.totals(limit.cycle), name)

    def totals(self, cycle: str) -> str:
        """The partition of a cycle's totals."""
        return f"{self._begins}usage#{cycle or STANDING}"

    @property
    def door(self) -> Key:
        """The total of seats: there from the founding to the erasure, and small."""
        return Key(f"{self._begins}usage#{STANDING}", "seats")

    @property
    def gauges(self) -> str:
        """The partition of what each project holds, with the organization's bytes."""
        return f"{self._begins}gauge#storage"

    def gauge(self, project_id: ProjectId) -> Key:
        return Key(self.gauges, checked(project_id))

    @property
    def levels(self) -> str:
        """The partition of earlier changes of the organization's bytes."""
        return f"{self._begins}gauge#levels"

    @property
    def projects(self) -> str:
        return f"{self._begins}projects"

    @property
    def api_keys(self) -> str:
        return f"{self._begins}keys"

    @property
    def invitations(self) -> str:
        return f"{self._begins}invitations"

    @property
    def owners(self) -> str:
        return f"{self._begins}owners"

    @property
    def billing(self) -> str:
        """The partition of the account and of the exports."""
        return f"{self._begins}billing"

    @property
    def account(self) -> Key:
        return Key(self.billing, "account")

    def exports(self, cycle: BillingCycle) -> Key:
        return Key(self.billing, f"export#{cycle.text}")

    def invoice(self, invoice_id: InvoiceId) -> Key:
        return Key(f"{self._begins}invoice#{checked_name(invoice_id)}")

    @property
    def invoices(self) -> str:
        return f"{self._begins}invoices"

    def of_project(self, project_id: ProjectId) -> str:
        """The partition of a project's records, in their index."""
        return f"{self._begins}project#{checked(project_id)}"

    def of_user(self, user_id: str) -> str:
        """The partition of what a user did and made, in its index."""
        return f"{self._begins}user#{checked(user_id)}"
