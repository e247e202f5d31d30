"""The main job, done with the Python client that a public generator makes of the document.

It runs beside that client, in a process of its own: `python main_job.py URL` prints what it saw as JSON.
"""

import json
import sys
from threading import Event
from typing import TypeVar

import httpx
from tenantry_client import AuthenticatedClient, Client
from tenantry_client.api.api_keys import create_api_key
from tenantry_client.api.organizations import sign_up
from tenantry_client.api.people import list_users
from tenantry_client.api.projects import create_project, list_projects
from tenantry_client.api.sessions import accept_invitation
from tenantry_client.api.usage import list_resources, record_batch, record_usage, report_usage
from tenantry_client.models.accept_body import AcceptBody
from tenantry_client.models.api_key_body import ApiKeyBody
from tenantry_client.models.batch_body import BatchBody
from tenantry_client.models.environment import Environment
from tenantry_client.models.meter import Meter
from tenantry_client.models.problem import Problem
from tenantry_client.models.project_body import ProjectBody
from tenantry_client.models.project_type import ProjectType
from tenantry_client.models.record_body import RecordBody
from tenantry_client.models.scope import Scope
from tenantry_client.models.sign_up_body import SignUpBody

T = TypeVar("T")

OWNER = "peter@initech-python.example"


def good(answer: T | Problem | None) -> T:
    """Return what was asked for."""
    assert answer is not None
    assert not isinstance(answer, Problem), answer
    return answer


def mailed_token(url: str) -> str:
    """Return the token of the owner's invitation, as soon as it was mailed."""
    for _ in range(600):
        for mail in httpx.get(f"{url}/dev/outbox").raise_for_status().json()["data"]:
            if mail["to"] == OWNER:
                return str(mail["token"])
        Event().wait(0.05)
    raise AssertionError("no invitation was mailed")


def main_job(url: str) -> dict[str, object]:
    """Sign up, accept, create a project and a key, record usage to the limit, and read the report."""
    stranger = Client(base_url=url)
    said = SignUpBody(name="Initech", slug="initech-python", owner_email=OWNER)
    org_id = good(sign_up.sync(client=stranger, body=said)).org_id
    accept = AcceptBody(token=mailed_token(url), name="Peter", password="correct horse battery staple")
    owner = AuthenticatedClient(
        base_url=url, token=good(accept_invitation.sync(client=stranger, body=accept)).access_token
    )

    body = ProjectBody(name="Web", slug="web", type_=ProjectType.WEB, environment=Environment.PRODUCTION)
    project = good(create_project.sync(org_id, client=owner, body=body))
    scopes = [Scope.WRITERESOURCES, Scope.READUSAGE]
    key = good(create_api_key.sync(org_id, client=owner, body=ApiKeyBody(name="Metering", scopes=scopes))).key
    assert key is not None
    machine = AuthenticatedClient(base_url=url, token=key, prefix="", auth_header_name="X-API-Key")

    def record(name: str, quantity: int) -> RecordBody:
        return RecordBody(project_id=project.project_id, type_=Meter.API_CALL, quantity=quantity, record_id=name)

    recorded = good(record_usage.sync(org_id, client=machine, body=record("one", 1)))
    batch = BatchBody(records=[record("one", 1), record("two", 9_998), record("three", 2), record("four", 1)])
    outcome = good(record_batch.sync(org_id, client=machine, body=batch))
    refused = record_usage.sync(org_id, client=machine, body=record("five", 1))
    assert isinstance(refused, Problem)
    report = good(report_usage.sync(org_id, client=machine))
    return {
        "recorded": recorded.record_id,
        "accepted": outcome.accepted,
        "duplicates": outcome.duplicates,
        "refused": [element.index for element in outcome.refused],
        "problem": [refused.type_, refused.status],
        "used": next(line.quantity for line in report.meters if line.meter.value == "api_call"),
        "projects": [listed.slug for listed in good(list_projects.sync(org_id, client=owner)).data],
        "users": len(good(list_users.sync(org_id, client=owner)).data),
        "records": len(good(list_resources.sync(org_id, client=owner, project_id=project.project_id)).data),
    }


if __name__ == "__main__":
    json.dump(main_job(sys.argv[1]), sys.stdout)
