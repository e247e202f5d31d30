"""Our own application, assembled as `make run` assembles it, with the companies that the rows need.

The one place here that knows how the application is put together.
"""

from dataclasses import dataclass

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
    """The whole application over empty memory, with one company in it."""
    raise NotImplementedError
