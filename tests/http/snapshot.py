"""Everything that can be read of a company, to tell that nothing has changed."""

from typing import Any

from tests.http.site import Company, Site

READ = (
    "", "/users", "/users?status=invited", "/invitations", "/projects", "/api-keys", "/audit?limit=200", "/usage",
    "/billing", "/billing/invoices",
)  # fmt: skip
MOVES = {"as_of", "last_used_at"}
"""What moves by itself."""


def snapshot(site: Site, company: Company) -> list[Any]:
    """Return all that the owner can read of a company, and the mail that was sent."""
    seen = [company.owner.get(company.path(path)).get_json() for path in READ]
    for project_id in (company.project_id, company.other_project_id):
        seen.append(company.owner.get(company.path(f"/projects/{project_id}/usage")).get_json())
        seen.append(company.owner.get(company.path(f"/resources?project_id={project_id}")).get_json())
    site.settle()
    return [still(part) for part in [*seen, site.anyone.listed("/dev/outbox")]]


def still(value: Any) -> Any:
    """Return a value without what moves by itself."""
    match value:
        case dict():
            return {name: still(part) for name, part in value.items() if name not in MOVES}
        case list():
            return [still(part) for part in value]
        case _:
            return value
