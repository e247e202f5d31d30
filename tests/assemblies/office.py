"""The use cases about people, projects and the company itself that a race or a random walk needs."""

from dataclasses import dataclass

from adapters.security.opaque_tokens import RandomTokens
from application.access.guessing import Guessing
from application.audit.watch import Watch
from application.organizations.freeing import Freeing
from application.organizations.sign_up import SignUp
from application.people.invite_user import InviteUser
from application.people.remove_user import RemoveUser
from application.people.update_user import UpdateUser
from application.projects.archive_project import ArchiveProject
from application.projects.create_project import CreateProject
from application.projects.restore_project import RestoreProject
from tests.assemblies.companies import CATALOGUE
from tests.assemblies.storage import Storage

NO_END = 10**6


@dataclass(frozen=True, slots=True)
class Office:
    sign_up: SignUp
    invite_user: InviteUser
    update_user: UpdateUser
    remove_user: RemoveUser
    create_project: CreateProject
    archive_project: ArchiveProject
    restore_project: RestoreProject


def office(storage: Storage) -> Office:
    workspaces, clock, ids, events = storage.workspaces, storage.clock, storage.ids, storage.events
    tokens, guessing = RandomTokens(), Guessing(storage.rate_limiter, clock, NO_END, NO_END)
    watch = Watch(events, workspaces, storage.rate_limiter)
    return Office(
        SignUp(workspaces, storage.directory, CATALOGUE, clock, ids, tokens, events, guessing),
        InviteUser(workspaces, clock, ids, tokens, events, CATALOGUE, watch),
        UpdateUser(workspaces, events),
        RemoveUser(workspaces, events, Freeing(events)),
        CreateProject(workspaces, clock, ids, events, CATALOGUE, watch),
        ArchiveProject(workspaces, events, Freeing(events)),
        RestoreProject(workspaces, clock, events, CATALOGUE, watch),
    )
