"""A real server process on a free loopback port, and companies founded on it over HTTP."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from threading import Event
from typing import Any

import httpx

PASSWORD = "correct horse battery staple"
START = 30
TICK = 0.05
NUMBERS = count(1)


@dataclass(frozen=True)
class Company:
    """A company with one project and a key that may record its usage."""

    url: str
    org_id: str
    project_id: str
    key: str
    token: str
    cycle: str
    as_of: str

    def used(self, meter: str) -> int:
        """Return the total that the usage report tells."""
        report = httpx.get(
            f"{self.url}/organizations/{self.org_id}/usage?billing_cycle={self.cycle}",
            headers={"Authorization": f"Bearer {self.token}"},
        ).raise_for_status()
        return int(next(line["quantity"] for line in report.json()["meters"] if line["meter"] == meter))

    def record(self, record_id: str, quantity: int) -> None:
        """Record calls."""
        httpx.post(
            f"{self.url}/organizations/{self.org_id}/resources",
            headers={"X-API-Key": self.key},
            json={
                "record_id": record_id,
                "project_id": self.project_id,
                "type": "api_call",
                "quantity": quantity,
            },
        ).raise_for_status()


@dataclass(frozen=True)
class RunningServer:
    """Where a server answers."""

    url: str

    def founded(self, plan: str) -> Company:
        """Sign a new company up, accept its owner's invitation, make a project and a key."""
        name = f"acme-{next(NUMBERS)}"
        with httpx.Client(base_url=self.url) as client:
            organization = self._post(
                client,
                "/organizations",
                {"name": name, "slug": name, "owner_email": f"alice@{name}.example", "plan": plan},
            )
            accepted = self._post(
                client,
                "/invitations/accept",
                {
                    "token": self.token_mailed_to(f"alice@{name}.example"),
                    "name": "Alice",
                    "password": PASSWORD,
                },
            )
            client.headers["Authorization"] = f"Bearer {accepted['access_token']}"
            here = f"/organizations/{organization['org_id']}"
            project = self._post(
                client,
                f"{here}/projects",
                {"name": "Web", "slug": "web", "type": "web", "environment": "production"},
            )
            key = self._post(
                client,
                f"{here}/api-keys",
                {"name": "Import", "scopes": ["write:resources"], "rate_limit": 1_000_000},
            )
            report = client.get(f"{here}/usage").raise_for_status().json()
        return Company(
            self.url,
            organization["org_id"],
            project["project_id"],
            key["key"],
            accepted["access_token"],
            report["billing_cycle"],
            report["as_of"],
        )

    def token_mailed_to(self, address: str) -> str:
        """Return the token of the newest invitation, as soon as it was mailed."""
        for _ in range(int(START / TICK)):
            for mail in httpx.get(f"{self.url}/dev/outbox").raise_for_status().json()["data"]:
                if mail["to"] == address and mail["token"]:
                    return str(mail["token"])
            Event().wait(TICK)
        raise AssertionError(f"{address} got no invitation")

    @staticmethod
    def _post(client: httpx.Client, path: str, body: dict[str, object]) -> dict[str, Any]:
        answer = client.post(path, json=body)
        assert answer.is_success, answer.text
        return dict(answer.json())


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running_server(*environment: str) -> Iterator[RunningServer]:
    """Run an empty server until the block ends; `environment` says `NAME=value` of its settings."""
    port = free_port()
    server = (sys.executable, "-m", "entrypoints.serve", "--port", str(port), "--empty")
    process = subprocess.Popen(["/usr/bin/env", *environment, *server])
    try:
        url = f"http://127.0.0.1:{port}"
        await_answer(url, process)
        yield RunningServer(url)
    finally:
        process.terminate()
        process.wait(30)


def await_answer(url: str, process: subprocess.Popen[Any]) -> None:
    """Return once the server is ready; fail when it ended or never was."""
    for _ in range(int(START / TICK)):
        assert process.poll() is None, "the server ended before it answered"
        try:
            if httpx.get(f"{url}/ready").is_success:
                return
        except httpx.TransportError:
            Event().wait(TICK)
    raise AssertionError("the server never answered")
