"""What a person who starts the server is told: who can log in, which key works, and lines to copy and paste."""

from collections.abc import Iterator, Sequence
from shlex import quote

from entrypoints.import_log import SAMPLE_LOG
from entrypoints.seed.companies import PASSWORD
from entrypoints.seed.planting import Seeded

JSON = "-H 'Content-Type: application/json'"
BEARER = '-H "Authorization: Bearer $TOKEN"'


def welcome(url: str, companies: Sequence[Seeded], command: str, whereabouts: str) -> str:
    """Return the text; each line of it that stands in the fourth column works as it is printed.

    `command` is how the command line `tenantry` is called here, `whereabouts` tells where everything is kept.
    """
    lines = (*_greeting(url, whereabouts), *_people(companies), *_lines(url, companies, command))
    return "\n".join(lines)


def _greeting(url: str, whereabouts: str) -> Iterator[str]:
    yield f"Tenantry answers at {url}. Its API is described at {url}/docs."
    yield whereabouts


def _people(companies: Sequence[Seeded]) -> Iterator[str]:
    for company in companies:
        yield ""
        yield f"{company.name}, on the plan {company.plan}: {company.org_id}"
        for login in company.logins:
            yield f"    {login.email:<22} {login.role}"
    if companies:
        yield ""
        yield f"Everybody's password: {PASSWORD}"


def _lines(url: str, companies: Sequence[Seeded], command: str) -> Iterator[str]:
    if not companies:
        return
    acme, full = companies[0], companies[-1]
    owner = acme.logins[0]
    organization = f"{url}/organizations/{acme.org_id}"
    key = f"-H 'X-API-Key: {acme.api_key}'"
    yield f"An API key of {acme.name}: {acme.api_key}"
    yield ""
    yield f"Log in as {owner.name}, and read the month's usage, a project and the newest audit events:"
    yield ""
    yield from _signed_in(url, owner.email)
    yield f"    curl -s {organization}/usage {BEARER}"
    yield f"    curl -s '{organization}/projects/{acme.project_id}?include=resources' {BEARER}"
    yield f"    curl -s '{organization}/audit?limit=5' {BEARER}"
    yield ""
    yield f"Record usage with the key; then ask {full.name}'s plan for more than it has left:"
    yield ""
    yield f"    curl -s {organization}/resources {key} {JSON} -d '{_record(acme, 1_000)}'"
    yield f"    curl -s {organization}/resources/batch {key} {JSON} -d '{{\"records\": [{_record(acme, 5)}]}}'"
    yield (
        f"    curl -s {url}/organizations/{full.org_id}/resources -H 'X-API-Key: {full.api_key}' {JSON} "
        f"-d '{_record(full, 1_000)}'"
    )
    yield ""
    yield f"Let {full.name} try a paid plan; the page, on which its owner enters a card, is the payment provider's:"
    yield ""
    yield from _signed_in(url, full.logins[0].email)
    billing = f"{url}/organizations/{full.org_id}/billing"
    yield f"""    curl -s -X PUT {billing}/plan {BEARER} {JSON} -d '{{"plan": "starter"}}'"""
    yield f"    curl -s {billing}/portal {BEARER} {JSON} -d '{{}}'"
    yield ""
    yield "Import a web server's log into this month; read the mail that the server sent instead of delivering it:"
    yield ""
    yield (
        f"    TENANTRY_API_KEY={acme.api_key} {command} import-log {quote(str(SAMPLE_LOG))} --url {url} "
        f"--organization {acme.org_id} --project {acme.project_id} "
        f"--into {acme.cycle} --as-of {acme.as_of:%Y-%m-%dT%H:%M:%SZ}"
    )
    yield f"    curl -s {url}/dev/outbox"


def _signed_in(url: str, email: str) -> Iterator[str]:
    yield (
        f"    TOKEN=$(curl -s {url}/auth/login {JSON} "
        f"""-d '{{"email": "{email}", "password": "{PASSWORD}"}}' """
        """| python3 -c 'import json, sys; print(json.load(sys.stdin)["access_token"])')"""
    )


def _record(company: Seeded, quantity: int) -> str:
    return f'{{"project_id": "{company.project_id}", "type": "api_call", "quantity": {quantity}}}'
