"""A random walk of two tenants whose ids begin alike, each told apart by a mark on everything that is theirs."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Protocol, assert_never

from application.actor import Once
from application.unit_of_work import CommitRefused
from domain.api_keys.api_key import ApiKey
from domain.errors import NotFound
from domain.ids import KeyId, OrganizationId, ProjectId, RecordId
from domain.limits.claim import SEATS, Claim, Limit
from domain.people.user import User
from domain.projects.project import Project
from domain.usage.record import UsageRecord
from tests.assemblies.companies import ACME, BOB, GLOBEX, found, house, numbered, organization, project
from tests.assemblies.storage import NOON, Storage, in_memory
from tests.contract.lists_contract import key
from tests.contract.usage_contract import record

SECOND = timedelta(seconds=1)


class Dice(Protocol):
    """Chance, as random.Random has it."""

    def randrange(self, stop: int, /) -> int: ...


@dataclass(slots=True)
class Tenant:
    """What one of the two should find behind its door, and nothing else."""

    id: OrganizationId
    named: dict[str, Project | User | ApiKey] = field(default_factory=dict)
    records: dict[RecordId, UsageRecord] = field(default_factory=dict)
    totals: Counter[Limit] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    events: int = 1
    answers: dict[str, bytes] = field(default_factory=dict)
    cursors: list[str | None] = field(default_factory=lambda: [None])


@dataclass(slots=True)
class Walk:
    """Every step is one operation of one tenant; what it should not have found is a leak."""

    dice: Dice
    storage: Storage = field(default_factory=in_memory)
    tenants: tuple[Tenant, Tenant] = field(default_factory=lambda: (Tenant(ACME), Tenant(GLOBEX)))
    leaks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for tenant in self.tenants:
            found(self.storage, organization(tenant.id))

    def walk(self, steps: int) -> None:
        for _ in range(steps):
            STEPS[self.dice.randrange(len(STEPS))](self, self.tenants[self.dice.randrange(2)])

    def expect(self, tenant: Tenant, what: str, seen: object, wanted: object) -> None:
        if seen != wanted:
            self.leaks.append(f"{tenant.id}, {what}: {seen} instead of {wanted}")

    def foreign_cursor(self) -> str | None:
        """A cursor that one of the two was given: it must not matter which."""
        cursors = self.tenants[self.dice.randrange(2)].cursors
        return cursors[self.dice.randrange(len(cursors))]


def marked(tenant: Tenant, number: int, kind: int) -> Project | User | ApiKey:
    """A new thing of a tenant, under an id that the other tenant uses too."""
    if kind == 0:
        return replace(project(ProjectId(f"prj_{number}")), name=tenant.id)
    if kind == 1:
        return replace(numbered(BOB, number), name=tenant.id)
    return replace(key(number), name=tenant.id)


def save(walk: Walk, tenant: Tenant) -> None:
    """Save a thing as it stands in the tenant, or one that is new there."""
    fresh = marked(tenant, walk.dice.randrange(12), walk.dice.randrange(3))
    known = tenant.named.get(fresh.id, fresh)
    with walk.storage.workspaces.open(house(tenant.id)) as workspace:
        match known:
            case Project():
                saved: Project | User | ApiKey = workspace.save(known)
            case User():
                saved = workspace.save(known)
            case ApiKey():
                saved = workspace.save(known)
            case _:
                assert_never(known)
        workspace.record(walk.storage.events.changed(house(tenant.id), "thing.saved", known.id))
        workspace.commit(None)
    tenant.named[saved.id] = saved
    tenant.events += 1


def save_what_the_other_has(walk: Walk, tenant: Tenant) -> None:
    """Try to save the other tenant's version of something: stale, unless both stand at the same version."""
    other = walk.tenants[tenant is walk.tenants[0]]
    taken = other.named.get(f"prj_{walk.dice.randrange(12)}")
    if isinstance(taken, Project) and taken.version != getattr(tenant.named.get(taken.id), "version", 0):
        with walk.storage.workspaces.open(house(tenant.id)) as workspace:
            workspace.save(taken)
            workspace.record(walk.storage.events.changed(house(tenant.id), "thing.saved", taken.id))
            try:
                workspace.commit(None)
            except CommitRefused as refused:
                walk.expect(tenant, "a foreign version", refused.stale, wanted=True)
            else:
                walk.leaks.append(f"{tenant.id} saved {taken}")


def get(walk: Walk, tenant: Tenant) -> None:
    workspace = walk.storage.workspaces.open(house(tenant.id))
    wanted = marked(tenant, walk.dice.randrange(14), walk.dice.randrange(3))
    try:
        match wanted:
            case Project():
                seen: object = workspace.projects.get(wanted.id)
            case User():
                seen = workspace.users.get(wanted.id)
            case ApiKey():
                seen = workspace.api_keys.get(wanted.id)
            case _:
                assert_never(wanted)
    except NotFound:
        seen = None
    walk.expect(tenant, f"get {wanted.id}", seen, tenant.named.get(wanted.id))


def authenticate(walk: Walk, tenant: Tenant) -> None:
    number = walk.dice.randrange(14)
    by_key = walk.storage.credentials.key(tenant.id, KeyId(f"key_{number}"))
    by_user = walk.storage.credentials.user(tenant.id, numbered(BOB, number).id)
    walk.expect(tenant, "key", by_key and by_key.key, tenant.named.get(f"key_{number}"))
    walk.expect(tenant, "user", by_user and by_user.user, tenant.named.get(f"usr_{number}"))


def list_projects(walk: Walk, tenant: Tenant) -> None:
    after = walk.foreign_cursor()
    page = walk.storage.workspaces.open(house(tenant.id)).projects.page(after, 3, lambda _: True)
    own = sorted(
        (known for known in tenant.named.values() if isinstance(known, Project)), key=lambda known: known.slug.text
    )
    walk.expect(
        tenant, "projects", list(page.items), [known for known in own if after is None or known.slug.text > after][:3]
    )
    tenant.cursors = [*tenant.cursors[-4:], page.next]


def list_users(walk: Walk, tenant: Tenant) -> None:
    page = walk.storage.workspaces.open(house(tenant.id)).users.page(walk.foreign_cursor(), 5, lambda _: True)
    walk.expect(tenant, "users", {user.name for user in page.items} - {tenant.id}, set())


def claim(walk: Walk, tenant: Tenant) -> None:
    limit = (SEATS, Limit("api_call", "2026-03"), Limit("api_call", "2026-03", ProjectId("prj_1")))[
        walk.dice.randrange(3)
    ]
    wanted = Claim(limit, walk.dice.randrange(5) - 1, ceiling=40)
    fits = wanted.fits(tenant.totals[limit])
    with walk.storage.workspaces.open(house(tenant.id)) as workspace:
        workspace.claim(wanted)
        try:
            workspace.commit(None)
        except CommitRefused as refused:
            walk.expect(tenant, "told total", refused.totals, {limit: tenant.totals[limit]})
            walk.expect(tenant, "refused claim", fits, wanted=False)
        else:
            walk.expect(tenant, "granted claim", fits, wanted=True)
            tenant.totals[limit] += wanted.amount
        walk.expect(tenant, "total", workspace.total(limit), tenant.totals[limit])


def reserve(walk: Walk, tenant: Tenant) -> None:
    name = f"project-slug/{walk.dice.randrange(8)}"
    with walk.storage.workspaces.open(house(tenant.id)) as workspace:
        walk.expect(tenant, f"holds {name}", workspace.holds(name), name in tenant.names)
        change = workspace.release if name in tenant.names else workspace.reserve
        change(name)
        workspace.commit(None)
    tenant.names ^= {name}


def count(walk: Walk, tenant: Tenant) -> None:
    number = walk.dice.randrange(200)
    sent = record(f"r-{number}", ago=SECOND * number)._replace(metadata={"of": tenant.id})
    with walk.storage.workspaces.open(house(tenant.id)) as workspace:
        workspace.count([sent])
        try:
            workspace.commit(None)
        except CommitRefused as refused:
            walk.expect(tenant, "repeat", refused.repeats, {sent.record_id: tenant.records.get(sent.record_id)})
        else:
            walk.expect(tenant, "new record", sent.record_id in tenant.records, wanted=False)
            tenant.records[sent.record_id] = sent


def read_usage(walk: Walk, tenant: Tenant) -> None:
    usage = walk.storage.workspaces.open(house(tenant.id)).usage
    name = RecordId(f"r-{walk.dice.randrange(200)}")
    walk.expect(tenant, "record", usage.record(name), tenant.records.get(name))
    page = usage.page(record().project_id, None, 10, lambda _: True, None, None)
    newest = sorted(tenant.records.values(), key=lambda known: known.timestamp, reverse=True)[:10]
    walk.expect(tenant, "records", list(page.items), newest)


def read_audit_log(walk: Walk, tenant: Tenant) -> None:
    log = walk.storage.workspaces.open(house(tenant.id)).audit_log
    page = log.page(None, 5, lambda _: True, NOON - SECOND, NOON + SECOND)
    walk.expect(tenant, "events", len(page.items), min(5, tenant.events))


def answer_once(walk: Walk, tenant: Tenant) -> None:
    name = f"key-{walk.dice.randrange(30)}"
    once = Once(f"{tenant.id}/olivia", name, "print", lambda _: f"{tenant.id} {name}".encode())
    try:
        walk.storage.workspaces.open(house(tenant.id).once_only(once)).commit(None)
    except CommitRefused as refused:
        walk.expect(tenant, "answer", refused.answer and refused.answer.body, tenant.answers.get(name))
    else:
        walk.expect(tenant, "first answer", name in tenant.answers, wanted=False)
        tenant.answers[name] = f"{tenant.id} {name}".encode()


STEPS: tuple[Callable[[Walk, Tenant], None], ...] = (
    save,
    save_what_the_other_has,
    get,
    authenticate,
    list_projects,
    list_users,
    claim,
    reserve,
    count,
    read_usage,
    read_audit_log,
    answer_once,
)
