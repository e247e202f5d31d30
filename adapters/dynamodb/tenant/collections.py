"""The collections behind the tenant's door, on DynamoDB."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final, TypeVar, final

from adapters.dynamodb.engine.gateway import Gateway, Span
from adapters.dynamodb.items import api_key as api_keys
from adapters.dynamodb.items import invitation as invitations
from adapters.dynamodb.items import project as projects
from adapters.dynamodb.items import user as users
from adapters.dynamodb.items.values import Item
from adapters.dynamodb.keys import AFTER, DEEDS, EMAIL, LAST, LISTS, Key, TenantKeys
from adapters.dynamodb.last_uses import LastUses
from adapters.dynamodb.layout.placing import ADDRESS, MADE, PENDING
from adapters.dynamodb.recent import Recent
from adapters.dynamodb.tenant.pages import READ_FOR_EACH, page
from application.ports.api_keys import ApiKeys
from application.ports.invitations import Invitations
from application.ports.projects import Projects
from application.ports.users import Users
from application.unit_of_work import Page
from domain.api_keys.api_key import ApiKey
from domain.errors import NotFound
from domain.ids import InvitationId, KeyId, ProjectId, UserId
from domain.organizations.names import EmailAddress
from domain.people.invitation import Invitation
from domain.people.user import User
from domain.projects.project import Project

MOST_RUN_OUT: Final = 20

RecentProjects = Recent[Key, Project]
RecentUsers = Recent[Key, User]

Kept = TypeVar("Kept")


def existing(item: Item | None, of_item: Callable[[Item], Kept]) -> Kept:
    """Return what an item holds; NotFound when there is none."""
    if item is None:
        raise NotFound
    return of_item(item)


def looked_up(
    gateway: Gateway, recent: Recent[Key, Kept], keys: Sequence[Key], of_item: Callable[[Item], Kept]
) -> list[Kept]:
    """Return what is known of keys; what is not known is read in one round trip. NotFound when there is none of one."""
    known = {key: recent.get(key) for key in keys}
    missing = [key for key, value in known.items() if value is None]
    if missing:
        begun = recent.begin()
        items = gateway.get_many(missing)
        for key in missing:
            known[key] = existing(items.get(key), of_item)
            recent.put(key, known[key], begun)
    return [value for value in map(known.get, keys) if value is not None]


@final
class DynamoDbUsers(Users):
    """The users, by e-mail address; an index that lists them may lag a moment behind."""

    __slots__ = ("_gateway", "_keys", "_recent")

    def __init__(self, gateway: Gateway, keys: TenantKeys, recent: RecentUsers) -> None:
        self._gateway = gateway
        self._keys = keys
        self._recent = recent

    def get(self, user_id: UserId) -> User:
        return existing(self._gateway.get(self._keys.user(user_id)), users.from_item)

    def recent_all(self, user_ids: Sequence[UserId]) -> Mapping[UserId, User]:
        keys = [self._keys.user(user_id) for user_id in user_ids]
        return dict(zip(user_ids, looked_up(self._gateway, self._recent, keys, users.from_item), strict=True))

    def by_email(self, email: EmailAddress) -> User | None:
        place = f"{ADDRESS}{email.text}"
        found = self._gateway.items(Span(self._keys.root, place, place, EMAIL), 1)
        return next(map(users.from_item, found), None)

    def page(self, after: str | None, limit: int, where: Callable[[User], bool]) -> Page[User]:
        first = ADDRESS if after is None else f"{after}{AFTER}"
        return page(
            self._gateway, Span(self._keys.root, first, f"{ADDRESS}{LAST}", EMAIL), limit, users.from_item, where
        )

    def owners(self) -> tuple[User, ...]:
        owners = self._gateway.items(Span(self._keys.owners, AFTER, LAST, LISTS))
        return tuple(map(users.from_item, owners))


@final
class DynamoDbInvitations(Invitations):
    """The invitations; those that are pending are listed by the time they were made."""

    __slots__ = ("_gateway", "_keys")

    def __init__(self, gateway: Gateway, keys: TenantKeys) -> None:
        self._gateway = gateway
        self._keys = keys

    def get(self, invitation_id: InvitationId) -> Invitation:
        return existing(self._gateway.get(self._keys.invitation(invitation_id)), invitations.from_item)

    def page(self, after: str | None, limit: int, where: Callable[[Invitation], bool]) -> Page[Invitation]:
        return page(self._gateway, self._pending(after), limit, invitations.from_item, where)

    def run_out(self, now: datetime) -> tuple[Invitation, ...]:
        oldest = page(
            self._gateway,
            self._pending(None),
            MOST_RUN_OUT * READ_FOR_EACH,
            invitations.from_item,
            lambda invitation: invitation.has_run_out(now),
        )
        return tuple(oldest.items[:MOST_RUN_OUT])

    def _pending(self, after: str | None) -> Span:
        first = PENDING if after is None else f"{after}{AFTER}"
        return Span(self._keys.invitations, first, f"{PENDING}{LAST}", LISTS)


@final
class DynamoDbProjects(Projects):
    """The projects, by slug."""

    __slots__ = ("_gateway", "_keys", "_recent")

    def __init__(self, gateway: Gateway, keys: TenantKeys, recent: RecentProjects) -> None:
        self._gateway = gateway
        self._keys = keys
        self._recent = recent

    def get(self, project_id: ProjectId) -> Project:
        return existing(self._gateway.get(self._keys.project(project_id)), projects.from_item)

    def recent(self, project_id: ProjectId) -> Project:
        known = self._recent.get(self._keys.project(project_id))
        return self.recent_all([project_id])[project_id] if known is None else known

    def recent_all(self, project_ids: Sequence[ProjectId]) -> Mapping[ProjectId, Project]:
        keys = [self._keys.project(project_id) for project_id in project_ids]
        return dict(zip(project_ids, looked_up(self._gateway, self._recent, keys, projects.from_item), strict=True))

    def page(self, after: str | None, limit: int, where: Callable[[Project], bool]) -> Page[Project]:
        span = Span(self._keys.projects, f"{after or ''}{AFTER}", LAST, LISTS)
        return page(self._gateway, span, limit, projects.from_item, where)


@final
class DynamoDbApiKeys(ApiKeys):
    """The API keys, by the time they were made."""

    __slots__ = ("_gateway", "_keys", "_last_uses")

    def __init__(self, gateway: Gateway, keys: TenantKeys, last_uses: LastUses) -> None:
        self._gateway = gateway
        self._keys = keys
        self._last_uses = last_uses

    def get(self, key_id: KeyId) -> ApiKey:
        return existing(self._gateway.get(self._keys.api_key(key_id)), api_keys.from_item)

    def page(self, after: str | None, limit: int, where: Callable[[ApiKey], bool]) -> Page[ApiKey]:
        span = Span(self._keys.api_keys, f"{after or ''}{AFTER}", LAST, LISTS)
        return page(self._gateway, span, limit, api_keys.from_item, where)

    def made_by(self, user_id: UserId) -> tuple[ApiKey, ...]:
        made = Span(self._keys.of_user(user_id), MADE, f"{MADE}{LAST}", DEEDS)
        return tuple(map(api_keys.from_item, self._gateway.items(made)))

    def last_used(self, keys: Sequence[ApiKey]) -> Mapping[KeyId, datetime]:
        return self._last_uses.told(self._gateway, self._keys, keys)
