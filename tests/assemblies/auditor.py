"""The auditor of a table: what must hold between all that a tenant has, whatever has happened to it.

`complaints` reads a whole table through a client of its own and returns each thing that does not add up, as a sentence.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from application.ports.agenda import WorkKind
from domain.audit.audit_event import AuditEvent
from domain.limits.claim import OWNERS, PROJECTS, SEATS
from domain.organizations.organization import Organization
from domain.organizations.standing import Closing
from domain.people.invitation import Invitation, InvitationStatus
from domain.people.person import Membership
from domain.people.seats import reserved_name
from domain.projects.places import reserved_slug
from tests.assemblies.billing_auditor import BILLING_RULES, a_customer_is_somebodys
from tests.assemblies.contents import Contents, Tenant, read_contents
from tests.assemblies.usage_auditor import USAGE_RULES
from tests.assemblies.warnings_auditor import THRESHOLD, thresholds_are_told_once

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

Rule = Callable[[Tenant], Iterator[str]]

NO_CHANGE_OF_ITS_OWN: Final = (
    "organization.ownership_transferred", "organization.memberships_renamed", "billing.opened",
)  # fmt: skip
"""Events that name an organization and tell of its users, or of its provider."""
ARRIVALS: Final = ("invitation.accepted", "organization.created")


def complaints(client: "DynamoDBClient", table: str) -> list[str]:
    """Return everything that does not add up in a table."""
    return complaints_about(read_contents(client, table))


def complaints_about(contents: Contents) -> list[str]:
    """Return everything that does not add up in what a table holds."""
    found = [f"{tenant.id}: {complaint}" for tenant in contents.tenants for complaint in _about(tenant)]
    return [*found, *(complaint for rule in TABLE_RULES for complaint in rule(contents))]


def _about(tenant: Tenant) -> Iterator[str]:
    rules = [nothing_is_left_but_what_is_swept_later] if tenant.organization is None else RULES
    for rule in rules:
        yield from rule(tenant)


def nothing_is_left_but_what_is_swept_later(tenant: Tenant) -> Iterator[str]:
    if not any(work.kind is WorkKind.FINISH_ERASURE for work in tenant.work):
        yield "it was erased, something is left of it, and nobody will look again"


def places_are_counted(tenant: Tenant) -> Iterator[str]:
    """Seats are users and open invitations, projects those that are active, owners those who can act."""
    counted = {
        SEATS: len(tenant.users) + len(_pending(tenant)),
        PROJECTS: sum(not project.archived for project in tenant.projects),
        OWNERS: sum(user.owns for user in tenant.users),
    }
    for limit, number in counted.items():
        yield from _differs(f"the total of {limit.name}", tenant.totals.get(limit, 0), number)


def names_are_reserved_for_what_is_there(tenant: Tenant) -> Iterator[str]:
    emails = [user.email for user in tenant.users] + [invitation.email for invitation in _pending(tenant)]
    wanted = Counter([*map(reserved_name, emails), *(reserved_slug(project.slug) for project in tenant.projects)])
    held = Counter(name for name in tenant.names if not name.startswith(THRESHOLD))
    yield from _differs("the reserved names", held, wanted)


def its_slug_is_its_own(tenant: Tenant) -> Iterator[str]:
    held = [slug for slug, owner in tenant.contents.slugs.items() if owner == tenant.id]
    yield from _differs("the slugs", held, [_organization(tenant).slug.text])


def users_have_their_lines_and_logins(tenant: Tenant) -> Iterator[str]:
    organization = _organization(tenant)
    renaming = any(work.kind is WorkKind.RENAME_MEMBERSHIPS for work in tenant.work)
    names = {line.person_id: line.organization_name for line in tenant.lines} if renaming else {}
    wanted = {Membership.of(user, tenant.id, names.get(user.person_id, organization.name)) for user in tenant.users}
    yield from _differs("the lines in the directory", Counter(tenant.lines), Counter(wanted))
    known = {person.id for person in tenant.contents.persons}
    yield from (f"{user.id} is nobody" for user in tenant.users if user.person_id not in known and known)


def teams_are_the_same_from_both_sides(tenant: Tenant) -> Iterator[str]:
    by_users = {(project, user.id, role) for user in tenant.users for project, role in user.projects.items()}
    by_projects = {(project.id, user, role) for project in tenant.projects for user, role in project.team.items()}
    yield from _differs("the teams of users", by_users, by_projects)


def every_change_has_its_event(tenant: Tenant) -> Iterator[str]:
    """A version counts the changes: as many events tell of it."""
    told = Counter(event.resource_id for event in tenant.changes if event.action not in NO_CHANGE_OF_ITS_OWN)
    for key in tenant.api_keys:
        yield from _differs(f"the version of {key.id}", key.version, told[key.id])
    for invitation in tenant.invitations:
        changes = told[invitation.id] + _came_with_the_sign_up(tenant, invitation)
        yield from _differs(f"the version of {invitation.id}", invitation.version, changes)
    organization = _organization(tenant)
    changes = told[tenant.id] + _founded_later(tenant, organization)
    yield from _differs("its version", organization.version, changes)
    touched = Counter(project for event in tenant.changes for project in _touched_projects(tenant, event))
    for project in tenant.projects:
        yield from _differs(f"the version of {project.id}", project.version, touched[project.id])


def what_began_is_there_and_began_once(tenant: Tenant) -> Iterator[str]:
    invited = [known.id for known in tenant.invitations if not _came_with_the_sign_up(tenant, known)]
    there: dict[str, list[str]] = {
        "project": [project.id for project in tenant.projects],
        "api_key": [key.id for key in tenant.api_keys],
        "invitation": [str(known) for known in invited],
    }
    for kind, ids in there.items():
        began = Counter(event.resource_id for event in tenant.changes if event.action == f"{kind}.created")
        yield from _differs(f"what began as {kind}", began, Counter(ids))
    accepted = {event.resource_id for event in tenant.changes if event.action == "invitation.accepted"}
    yield from (f"{known} was accepted and is gone" for known in accepted - {known.id for known in tenant.invitations})


def everybody_has_come_and_gone_once(tenant: Tenant) -> Iterator[str]:
    came = Counter(filter(None, map(_who_came, tenant.changes)))
    gone = Counter(event.resource_id for event in tenant.changes if event.action == "user.removed")
    here = Counter(user.id for user in tenant.users)
    yield from _differs("who came", came, here + gone)


def invitations_end_and_can_be_found(tenant: Tenant) -> Iterator[str]:
    """Each open one is mailed at most once more, runs out once, and is found by its token."""
    found = {address.token_hash for address in tenant.contents.addresses}
    ends = (WorkKind.EXPIRE_INVITATION, WorkKind.ERASE_ORGANIZATION)
    for invitation in _pending(tenant):
        about = [work for work in tenant.work if work.subject.get("invitation_id") == invitation.id]
        ending = [work for work in about if work.kind in ends and work.at == invitation.expires_at]
        overdue = [work for work in about if work.kind in ends and work.attempts]
        if len(ending) != 1 and not overdue:
            yield f"{invitation.id} ends {len(ending)} times"
        if invitation.token_hash not in found:
            yield f"{invitation.id} cannot be found by its token"


def no_work_is_planned_twice(tenant: Tenant) -> Iterator[str]:
    planned = Counter((work.kind, work.at, tuple(sorted(work.subject.items()))) for work in tenant.work)
    yield from (f"{kind} is due twice at {at}" for (kind, at, _), times in planned.items() if times > 1)


def a_closing_one_will_be_erased(tenant: Tenant) -> Iterator[str]:
    match _organization(tenant).standing:
        case Closing(erased_at=erased_at):
            due = [work for work in tenant.work if work.kind is WorkKind.ERASE_ORGANIZATION and work.at >= erased_at]
            if not due:
                yield "it is closing, and nobody will erase it"
        case _:
            return


def its_sessions_are_bound_to_it(tenant: Tenant) -> Iterator[str]:
    here = [session for session in tenant.contents.sessions if session.organization_id == tenant.id]
    yield from (f"{known.id} is not bound to it" for known in here if known.id not in tenant.bound_sessions)


def sessions_can_be_refreshed_and_were_begun(contents: Contents) -> Iterator[str]:
    for session in contents.sessions:
        if session.refresh_hash not in contents.refreshable:
            yield f"{session.id} cannot be found by its refresh token"
    events = [event for tenant in contents.tenants for event in tenant.changes]
    named = {event.resource_id for event in events if event.action == "session.started"}
    unnamed = sum(session.id not in named for session in contents.sessions)
    arrivals = sum(event.action == "invitation.accepted" for event in events)
    if not contents.of_kind("certificate"):
        yield from _differs("the sessions that began with an acceptance", unnamed, arrivals)
        yield from _differs("the sessions that began", named - {session.id for session in contents.sessions}, set())


def a_login_is_a_person(contents: Contents) -> Iterator[str]:
    persons = {person.email.text: person.id for person in contents.persons}
    yield from _differs("the logins", dict(contents.logins), persons)


def a_slug_is_somebodys(contents: Contents) -> Iterator[str]:
    standing = {tenant.id for tenant in contents.tenants if tenant.organization is not None}
    yield from (f"{slug} is the slug of nobody" for slug, owner in contents.slugs.items() if owner not in standing)


def _differs(what: str, found: object, wanted: object) -> Iterable[str]:
    return () if found == wanted else (f"{what}: {found}, not {wanted}",)


def _organization(tenant: Tenant) -> Organization:
    assert tenant.organization is not None
    return tenant.organization


def _pending(tenant: Tenant) -> tuple[Invitation, ...]:
    return tuple(known for known in tenant.invitations if known.status is InvitationStatus.PENDING)


def _came_with_the_sign_up(tenant: Tenant, invitation: Invitation) -> bool:
    """Whether no event but the organization's own tells of it: nobody in it has invited, and nobody of the house."""
    created = (event for event in tenant.changes if event.action == "invitation.created")
    return invitation.invited_by is None and invitation.id not in {event.resource_id for event in created}


def _founded_later(tenant: Tenant, organization: Organization) -> bool:
    """Whether the acceptance of the first invitation has changed it, beside the event of its own."""
    return organization.founded and any(
        event.action == "organization.created" and "founded" in event.changes and not event.changes["founded"].after
        for event in tenant.changes
    )


def _touched_projects(tenant: Tenant, event: AuditEvent) -> Collection[str]:
    """The projects that a change has saved: its own, and those whose team somebody has joined or left with it."""
    if event.resource_type == "project":
        return [event.resource_id]
    if event.action == "invitation.accepted":
        return [project for known in tenant.invitations if known.id == event.resource_id for project in known.projects]
    if event.resource_type == "user" and "projects" in event.changes:
        change = event.changes["projects"]
        before, after = (set(side) if isinstance(side, dict) else set() for side in (change.before, change.after))
        return before ^ after
    return ()


def _who_came(event: AuditEvent) -> str | None:
    if event.action == "user.joined":
        return event.resource_id
    came = event.action in ARRIVALS and event.actor_id.startswith("usr_")
    return event.actor_id if came else None


RULES: Final[list[Rule]] = [
    places_are_counted,
    names_are_reserved_for_what_is_there,
    its_slug_is_its_own,
    users_have_their_lines_and_logins,
    teams_are_the_same_from_both_sides,
    every_change_has_its_event,
    what_began_is_there_and_began_once,
    everybody_has_come_and_gone_once,
    invitations_end_and_can_be_found,
    no_work_is_planned_twice,
    a_closing_one_will_be_erased,
    thresholds_are_told_once,
    its_sessions_are_bound_to_it,
    *BILLING_RULES,
    *USAGE_RULES,
]

TABLE_RULES: Final[list[Callable[[Contents], Iterator[str]]]] = [
    sessions_can_be_refreshed_and_were_begun,
    a_login_is_a_person,
    a_slug_is_somebodys,
    a_customer_is_somebodys,
]
