"""A company and its machine, as the story knows them."""

from dataclasses import dataclass

from entrypoints.demo.callers import Answer, Caller

PASSWORD = "correct horse battery staple"  # noqa: S105 - of people who live as long as this demo


@dataclass(frozen=True)
class Company:
    """A company as its owner sees it."""

    org_id: str
    owner: Caller
    owner_id: str

    def path(self, rest: str = "") -> str:
        return f"/organizations/{self.org_id}{rest}"


@dataclass(frozen=True)
class Machine:
    """A program that records the usage of one project."""

    caller: Caller
    key: str
    project_id: str

    def record(self, record_id: str, quantity: int) -> Answer:
        return {
            "record_id": record_id,
            "project_id": self.project_id,
            "type": "api_call",
            "quantity": quantity,
        }
