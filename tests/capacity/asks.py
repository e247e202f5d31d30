"""What is asked of the product: by whom, and with what in it."""

from collections.abc import Callable

from application.actor import Source
from domain.money import GIGABYTE
from tests.capacity.companies import Company, Credential, Json, invited, record, sent, wanted_key, wanted_project
from tests.capacity.product import ADDRESS, BROWSER, Process, new_name

Ask = Callable[[Process, Company, int], object]
"""Asks something; the number makes it another thing each time."""

Who = Callable[[Company], Credential]


def owner(company: Company) -> Credential:
    return company.owner


def member(company: Company) -> Credential:
    return company.member


def machine(company: Company) -> Credential:
    return company.key


def authenticate(process: Process, company: Company, who: Credential, *, counted: bool = False) -> None:
    """Find out who asks, as each request begins; `counted`: and count it against the rates."""
    use, source = process.assembly.application, Source(ADDRESS, BROWSER, new_name())
    if "X-API-Key" in who:
        authenticated = use.authenticate_key(company.org_id, who["X-API-Key"], source)
    else:
        authenticated = use.authenticate_token(who["Authorization"].removeprefix("Bearer "), source)
    if counted:
        use.throttle(authenticated)


def authenticated(who: Who) -> Ask:
    return lambda process, company, _: authenticate(process, company, who(company))


def recorded(meter: str) -> Ask:
    """One record of the first project; what is stored is another number of bytes each time."""
    return _posted(machine, "/resources", lambda company, number: record(company.project_ids[0], meter, number))


def recorded_together(size: int) -> Ask:
    """A batch of one project and meter."""
    return _posted(
        machine,
        "/resources/batch",
        lambda company, _: {"records": [record(company.project_ids[0]) for _ in range(size)]},
    )


def stored_together(size: int) -> Ask:
    """A batch that states the storage of all projects by turns, another number of bytes each time."""

    def body(company: Company, _: int) -> Json:
        projects = company.project_ids
        return {"records": [record(projects[n % len(projects)], "storage", GIGABYTE + n) for n in range(size)]}

    return _posted(machine, "/resources/batch", body)


def somebody_invited(to: int = 0) -> Ask:
    """Somebody is invited, to as many projects."""
    return _posted(
        owner,
        "/invitations",
        lambda company, number: {**invited(1_000 * to + number), "projects": company.project_ids[:to]},
    )


def project_created(who: Who, beside: int = 0) -> Ask:
    """A project of whoever creates it, and of as many other members."""

    def body(company: Company, number: int) -> Json:
        team = [{"user_id": user_id, "role": "developer"} for user_id in company.user_ids[1 : 1 + beside]]
        return {**wanted_project(int(number + 10 * beside + 100 * (who is owner))), "team": team}

    return _posted(who, "/projects", body)


def key_created(*, of_project: bool = False) -> Ask:
    def body(company: Company, number: int) -> Json:
        bound = {"project_id": company.project_ids[0]} if of_project else {}
        return {**wanted_key(number), **bound}

    return _posted(owner, "/api-keys", body)


def usage_reported() -> Ask:
    return lambda process, company, _: sent(process, company.owner, "GET", company.path("/usage"))


def listed(what: str) -> Ask:
    """A page of 50."""

    def ask(process: Process, company: Company, _: int) -> object:
        of_project = f"&project_id={company.project_ids[0]}" if what == "resources" else ""
        page = sent(process, company.owner, "GET", company.path(f"/{what}?limit=50{of_project}"))
        assert len(page["data"]) == 50
        return page

    return ask


def _posted(who: Who, rest: str, body: Callable[[Company, int], Json]) -> Ask:
    return lambda process, company, number: sent(
        process, who(company), "POST", company.path(rest), body(company, number)
    )
