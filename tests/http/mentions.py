"""Requests that mention an id in path, body or query: of one's own company, of another one, or of nobody."""

from collections.abc import Mapping
from dataclasses import replace

from tests.http.requests import ROUTES, Sent, good
from tests.http.site import Company

NOBODYS = {
    "org_id": "org_nosuch",
    "project_id": "prj_nosuch",
    "user_id": "usr_nosuch",
    "key_id": "key_nosuch",
    "invitation_id": "inv_nosuch",
}
IN_PATH = tuple(name for name, route in ROUTES.items() if route.path.count("{") > 1)
MENTIONS = (
    *IN_PATH, "new owner", "project of an invitation", "project of a user", "team of a new project",
    "team of a project", "project of a key", "project of a record", "project of a list of records",
    "project of a list of users", "organization to switch to",
)  # fmt: skip
MENTIONS_IN_BATCHES = (
    "project of an invitation of a batch", "user of a batch", "project of a user of a batch",
    "project of a record of a batch",
)  # fmt: skip


def mentioning(company: Company, ids: Mapping[str, str]) -> dict[str, Sent]:
    """Return requests to a company that mention `ids`."""
    own = company.user_ids["viewer"]
    user_id, project_id = ids["user_id"], ids["project_id"]
    team = [{"user_id": user_id, "role": "viewer"}]
    record = company.record() | {"project_id": project_id}
    bodies = {
        "new owner": ("transfer_ownership", {"user_id": user_id}),
        "project of an invitation": ("invite_user", {"email": "x@acme.example", "projects": [project_id]}),
        "project of a user": ("update_user", {"projects": [project_id]}),
        "team of a new project": ("create_project", {**good("create_project", company).body, "team": team}),
        "team of a project": ("update_project", {"team": team}),
        "project of a key": ("create_api_key", {**good("create_api_key", company).body, "project_id": project_id}),
        "project of a record": ("record_usage", record),
        "organization to switch to": ("switch_organization", {"org_id": ids["org_id"]}),
        "project of an invitation of a batch": (
            "invite_users", {"invitations": [{"email": "x@acme.example", "projects": [project_id]}]},
        ),
        "user of a batch": ("update_users", {"users": [{"user_id": user_id, "role": "member"}]}),
        "project of a user of a batch": ("update_users", {"users": [{"user_id": own, "projects": [project_id]}]}),
        "project of a record of a batch": ("record_batch", {"records": [record]}),
    }  # fmt: skip
    queries = {"project of a list of records": "list_resources", "project of a list of users": "list_users"}
    return {
        **{name: at_path(name, company, ids) for name in IN_PATH},
        **{mention: replace(good(name, company), body=body) for mention, (name, body) in bodies.items()},
        **{
            mention: replace(good(name, company), query={"project_id": project_id}) for mention, name in queries.items()
        },
    }


def at_path(name: str, company: Company, ids: Mapping[str, str]) -> Sent:
    """Return a good request to a company, with all ids of its path but the company's own from `ids`."""
    return replace(good(name, company), path=ROUTES[name].path.format(**{**ids, "org_id": company.org_id}))
