"""The API over a fresh memory, with Acme, its people, projects and keys, and Globex next door."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from werkzeug.test import Client, TestResponse

from adapters.http.app import HttpApi, create_app
from adapters.http.route import AnyRoute
from adapters.http.routes import routes_of
from adapters.security.passwords import Argon2Passwords
from adapters.system.clocks import MovableClock
from application.actor import Actor, operator
from application.ports.log import Log
from domain.ids import OrganizationId
from entrypoints.container import Assembly, assembled
from entrypoints.container.http import web_of
from entrypoints.settings import Settings

START = datetime(2026, 3, 10, 12, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
PLENTY = 1_000_000
SCOPES = (
    "read:resources",
    "write:resources",
    "correct:resources",
    "read:projects",
    "read:usage",
    "read:users",
    "read:audit",
)

Json = dict[str, Any]


@cache
def passwords() -> Argon2Passwords:
    """Return the real hasher at a cost that suits tests."""
    return Argon2Passwords(memory_cost=8, time_cost=1)


@dataclass(frozen=True)
class Caller:
    """Somebody with a credential, or nobody."""

    api: HttpApi
    headers: Mapping[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, json: object = None, **more: Any) -> TestResponse:
        """Send one request; `headers` come on top of the credential."""
        headers = {**self.headers, **more.pop("headers", {})}
        more.setdefault("environ_base", {"REMOTE_ADDR": "127.0.0.1"})
        body: Json = {} if json is None else {"json": json}
        return Client(self.api).open(path, method=method, headers=headers, **body, **more)

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.ask("GET", path, **more)

    def post(self, path: str, json: object = None, **more: Any) -> TestResponse:
        return self.ask("POST", path, json, **more)

    def put(self, path: str, json: object = None, **more: Any) -> TestResponse:
        return self.ask("PUT", path, json, **more)

    def delete(self, path: str, **more: Any) -> TestResponse:
        return self.ask("DELETE", path, **more)

    def made(self, path: str, json: object = None, **more: Any) -> Json:
        """Post what must succeed, and return the answer."""
        answer = self.post(path, json, **more)
        assert answer.status_code < 300, answer.text
        return dict(answer.get_json())

    def listed(self, path: str) -> list[Json]:
        """Return what a list holds."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return list(answer.get_json()["data"])


@dataclass(frozen=True)
class Company:
    """A company: one person of each role, two projects, a key of each scope, and somebody who is invited."""

    org_id: str
    people: Mapping[str, Caller]
    user_ids: Mapping[str, str]
    project_id: str
    """Carol, the member, develops it, and Victor, the viewer, views it."""
    other_project_id: str
    """Only those who lead everything see it."""
    keys: Mapping[str, Caller]
    bound_key: Caller
    """Has every scope, on the other project alone."""
    key_id: str
    invitation_id: str

    @property
    def owner(self) -> Caller:
        return self.people["owner"]

    def path(self, rest: str = "") -> str:
        return f"/organizations/{self.org_id}{rest}"

    @property
    def ids(self) -> dict[str, str]:
        """What stands for the ids in the path of a route."""
        return {
            "org_id": self.org_id,
            "project_id": self.project_id,
            "user_id": self.user_ids["viewer"],
            "key_id": self.key_id,
            "invitation_id": self.invitation_id,
        }

    def record(self, record_id: str = "order-1", quantity: float = 1, **more: object) -> Json:
        """Return a usage record."""
        said = {"project_id": self.project_id, "type": "api_call", "quantity": quantity, "record_id": record_id}
        return {**said, **more}


class Site:
    """One assembly, under a clock that stands until it is moved."""

    def __init__(self, *, log: Log | None = None, ready: Callable[[], bool] | None = None, **settings: Any) -> None:
        self.clock = MovableClock(START)
        given = {"signups_per_hour": PLENTY, "logins_per_minute": PLENTY, "log_level": "ERROR", **settings}
        self.assembly: Assembly = assembled(Settings(**given), clock=self.clock, passwords=passwords(), log=log)
        web = web_of(self.assembly)
        self.web = web if ready is None else replace(web, ready=ready)
        self.api = self._serving(routes_of(self.web))
        self.anyone = Caller(self.api)

    def _serving(self, routes: tuple[AnyRoute, ...]) -> HttpApi:
        """Return the API with these routes."""
        known = self.assembly
        return create_app(known.application, known.clock, known.log, self.web, routes)

    def add(self, route: AnyRoute) -> None:
        """Serve one more route."""
        self.api = self._serving((*self.api.routes, route))
        self.anyone = Caller(self.api)

    def settle(self) -> None:
        """Do what is due."""
        while self.assembly.work_off():
            pass

    def with_token(self, token: str) -> Caller:
        return Caller(self.api, {"Authorization": f"Bearer {token}"})

    def with_key(self, key: str) -> Caller:
        return Caller(self.api, {"X-API-Key": key})

    def operator(self, company: Company) -> Actor:
        return operator(OrganizationId(company.org_id), "olga")

    def grant(self, company: Company, plan: str = "starter") -> None:
        """Let the operator grant a plan: it is priced at once, and nothing is subscribed to."""
        self.assembly.application.change_plan(self.operator(company), plan=plan)
        self.settle()

    def mail_to(self, address: str) -> Json:
        """Return the newest mail to somebody."""
        self.settle()
        return next(mail for mail in self.anyone.listed("/dev/outbox") if mail["to"] == address)

    def accepts(self, address: str, name: str) -> tuple[Caller, str]:
        """Let somebody who is invited in, and return who acts and the id as a user."""
        body = {"token": self.mail_to(address)["token"], "name": name, "password": PASSWORD}
        answer = self.anyone.made("/invitations/accept", body)
        return self.with_token(answer["access_token"]), answer["user"]["user_id"]

    def logged_in(self, address: str) -> Caller:
        """Sign somebody in."""
        answer = self.anyone.made("/auth/login", {"email": address, "password": PASSWORD})
        return self.with_token(answer["access_token"])

    def sign_up(self, slug: str, plan: str = "starter") -> tuple[str, Caller, str]:
        """Found a company; return its id, its owner and the owner's id."""
        email = f"alice@{slug}.example"
        body = {"name": slug.title(), "slug": slug, "owner_email": email, "plan": plan}
        founded = self.anyone.made("/organizations", body)
        owner, user_id = self.accepts(email, "Alice")
        return founded["org_id"], owner, user_id

    def company(self, slug: str = "acme", plan: str = "starter") -> Company:
        """Found a company with all that belongs to it."""
        org_id, owner, owner_id = self.sign_up(slug, plan)
        path = f"/organizations/{org_id}"
        project = {"slug": "website", "name": "Website", "type": "web", "environment": "production"}
        project_id = owner.made(f"{path}/projects", project)["project_id"]
        other_id = owner.made(f"{path}/projects", {**project, "slug": "shop", "name": "Shop"})["project_id"]
        people, user_ids = {"owner": owner}, {"owner": owner_id}
        for role, name in (("admin", "Bob"), ("member", "Carol"), ("viewer", "Victor")):
            address = f"{name.lower()}@{slug}.example"
            owner.made(f"{path}/invitations", {"email": address, "role": role, "projects": [project_id]})
            people[role], user_ids[role] = self.accepts(address, name)
        invited = owner.made(f"{path}/invitations", {"email": f"dave@{slug}.example"})
        keys, first = {}, ""
        for scope in SCOPES:
            made = owner.made(f"{path}/api-keys", {"name": scope, "scopes": [scope], "rate_limit": 100_000})
            keys[scope], first = self.with_key(made["key"]), first or made["key_id"]
        bound = {"name": "bound", "scopes": list(SCOPES), "project_id": other_id, "rate_limit": 100_000}
        bound_key = self.with_key(owner.made(f"{path}/api-keys", bound)["key"])
        return Company(org_id, people, user_ids, project_id, other_id, keys, bound_key, first, invited["invitation_id"])


def slug_of(answer: TestResponse) -> str:
    """Return which problem an answer is."""
    assert answer.content_type == "application/problem+json", answer.text
    return str(answer.get_json()["type"]).removeprefix("/problems/")


def pointers(answer: TestResponse) -> set[str]:
    """Return where something is wrong."""
    return {error["pointer"] for error in answer.get_json()["errors"]}
