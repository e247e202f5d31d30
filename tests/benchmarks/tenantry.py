"""Our own application behind its HTTP API, with the company that the rows need."""

from dataclasses import dataclass

from entrypoints.container.http import http_api
from entrypoints.wsgi import settle
from tests.benchmarks.founding import found, house
from tests.benchmarks.in_process import Call, WsgiApp


@dataclass(frozen=True, slots=True)
class Company:
    """A tenant on enterprise terms: every limit is there and is checked, none is reached by a benchmark."""

    org_id: str
    project_id: str
    key: str
    token: str

    def record(self, body: bytes) -> Call:
        return Call("POST", f"/organizations/{self.org_id}/resources", {"X-API-Key": self.key}, body)

    def record_batch(self, body: bytes) -> Call:
        return Call("POST", f"/organizations/{self.org_id}/resources/batch", {"X-API-Key": self.key}, body)

    def show_project(self) -> Call:
        path = f"/organizations/{self.org_id}/projects/{self.project_id}"
        return Call("GET", path, {"Authorization": f"Bearer {self.token}"})


@dataclass(frozen=True, slots=True)
class Assembly:
    app: WsgiApp
    acme: Company


def assemble() -> Assembly:
    """The whole application over empty memory, with one company in it, settled as `make run` settles it."""
    assembly = house()
    acme = found(assembly, "acme")
    company = Company(acme.owner.organization_id, acme.project.id, acme.key, acme.token)
    app = http_api(assembly)
    settle()
    return Assembly(app, company)
