"""Who and what a scenario has named so far, and the ids that the product gave them."""

from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn, TypeVar, assert_never

from tests.features.differences import fail, first, words_of
from tests.features.driver import Refused
from tests.features.words import Key, Person

V = TypeVar("V")

HOMES = {"Dave": "elsewhere.example", "Mallory": "globex.example"}
HOME = "acme.example"
UNKNOWN = "0000000000000000"
SESSION_KEPT = 60
"""Seconds after which a driver signs somebody in anew rather than use an old session."""


@dataclass
class Session:
    """What somebody who signed in holds."""

    company: str
    access_token: str
    refresh_token: str
    since: datetime


@dataclass
class MadeKey:
    """A key, its secret texts oldest first."""

    id: str
    company: str
    secrets: list[str]


class Named(dict[str, V]):
    """What a scenario has named; asking for what it has not is said in words."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __missing__(self, name: str) -> NoReturn:
        fail(f"{self.what} called {name}", words_of(set(self)))


class Names:
    """Names to ids. What was never named has an id that nobody has."""

    def __init__(self) -> None:
        self.companies: dict[str, str] = Named("a company")
        self.owners: dict[str, Person] = Named("a company")
        self.user_ids: dict[tuple[str, str], str] = {}
        self.invited: dict[tuple[str, str], str] = {}
        self.project_ids: dict[str, tuple[str, str]] = {}
        self.made_keys: dict[str, MadeKey] = Named("an API key")
        self.sessions: dict[tuple[str, str], Session] = {}
        self.at: dict[str, str] = {}
        """The company that each person has worked for last."""
        self.address: str = "127.0.0.1"

    def address_of(self, person: Person) -> str:
        return f"{person.name}@{HOMES.get(person.key, HOME)}" if person.name.isupper() else email(person)

    def owner_of(self, company: str) -> Person:
        return self.owners[company]

    def company_of(self, project_or_key: str) -> str:
        if project_or_key in self.project_ids:
            return self.project_ids[project_or_key][0]
        if project_or_key in self.made_keys:
            return self.made_keys[project_or_key].company
        return "Acme"

    def first_project_of(self, company: str) -> str:
        projects = [name for name, (owner, _) in self.project_ids.items() if owner == company]
        return first(projects, f"a project of {company}")

    def comes_from(self, address: str) -> None:
        self.address = address

    def project_id(self, project: str) -> str:
        return self.project_ids.get(project, ("", f"prj_{UNKNOWN}"))[1]

    def user_id(self, company: str, person: Person) -> str:
        """Return the id of a user of this company, else of another one: an attacker may know it."""
        elsewhere = (user for (_, name), user in self.user_ids.items() if name == person.key)
        return self.user_ids.get((company, person.key)) or next(elsewhere, f"usr_{UNKNOWN}")

    def invited_id(self, company: str, invitee: Person) -> str:
        """Return the id of an invitation by this company, else by another one."""
        elsewhere = (invitation for (_, name), invitation in self.invited.items() if name == invitee.key)
        return self.invited.get((company, invitee.key)) or next(elsewhere, f"inv_{UNKNOWN}")

    def name_of_user(self, user_id: str) -> str:
        return next((name for (_, name), known in self.user_ids.items() if known == user_id), user_id)

    def name_of_project(self, project_id: str) -> str:
        return next((name for name, (_, known) in self.project_ids.items() if known == project_id), project_id)

    def name_of_company(self, organization_id: str) -> str:
        return next((name for name, known in self.companies.items() if known == organization_id), organization_id)

    def note_owner(self, company: str, organization_id: str, owner: Person) -> None:
        self.companies[company] = organization_id
        self.owners[company] = owner

    def home_of(self, person: Person, company: str) -> str:
        """Return the company to act from: this one for its users, else the one that the person belongs to."""
        if (company, person.key) in self.user_ids:
            return company
        own = (company for company, name in self.user_ids if name == person.key)
        home = self.at.get(person.key) or next(own, None)
        if home is None:
            raise Refused("unauthenticated", f"{person.name} belongs to no company")
        return home


def email(person: Person) -> str:
    return f"{person.key.lower()}@{HOMES.get(person.key, HOME)}"


def is_fresh(session: Session, now: datetime) -> bool:
    return (now - session.since).total_seconds() <= SESSION_KEPT


def key_text(made: MadeKey, key: Key) -> str:
    """Return what is sent for a key: the secret it has now, the one before, or one with another last letter."""
    match key.secret:
        case "current":
            return made.secrets[-1]
        case "former":
            return made.secrets[-2]
        case "mistyped":
            return made.secrets[-1][:-1] + ("a" if made.secrets[-1][-1] != "a" else "b")
        case _:
            assert_never(key.secret)
