"""The story of one company, chapter by chapter; every sentence that is shown has been insisted on."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus

from entrypoints.demo.callers import Answer, Caller, insist
from entrypoints.demo.machines import PASSWORD, Company, Machine
from entrypoints.demo.paying import Payments
from entrypoints.demo.stage import Stage

OWNER = "alice@acme.example"
FREE_CALLS = 10_000
FREE_SEATS = 3
LAST_CALLS = 12
CALLS_AT_ONCE = 30


@dataclass(frozen=True)
class Story:
    """What happens, in its order. `anyone` is the caller without a credential."""

    stage: Stage
    anyone: Caller
    import_sample: "Import"

    def tell(self) -> None:
        acme = self.signs_up()
        self.invites(acme)
        project_id = self.creates_projects(acme)
        machine = self.issues_a_key(acme, project_id)
        used = self.records_usage(acme, machine)
        self.is_stopped_at_its_limit(acme, machine, used)
        self.reads_its_report(acme)
        self.keeps_others_out(acme, machine)
        self.reads_its_audit_log(acme, machine)
        Payments(self.stage, self.anyone, OWNER).tell(acme, machine)

    def accepts(self, email: str, name: str) -> tuple[str, Caller]:
        """Follow the newest invitation to someone; return their user id and themselves, logged in."""
        token = self.anyone.mail(email, "")["token"]
        answer = self.anyone.post(
            "/invitations/accept", {"token": token, "name": name, "password": PASSWORD}, HTTPStatus.OK
        )
        return answer["user"]["user_id"], self.anyone.with_token(answer["access_token"])

    def signs_up(self) -> Company:
        self.stage.chapter("Acme signs up")
        organization = self.anyone.post(
            "/organizations",
            {"name": "Acme Corp", "slug": "acme-corp", "owner_email": OWNER, "plan": "free"},
        )
        self.stage.done("Acme Corp exists, on the free plan. Its owner has mail: an invitation with a token.")
        user_id, alice = self.accepts(OWNER, "Alice")
        acme = Company(organization["org_id"], alice, user_id)
        seen = alice.get(acme.path())
        insist((seen["plan"], seen["status"]) == ("free", "active"), f"Acme is active on free: {seen}")
        self.stage.done("Alice accepted it with a password of her own and is logged in as owner.")
        return acme

    def invites(self, acme: Company) -> None:
        self.stage.chapter("Alice invites her people")
        for email, role in (("bob@acme.example", "member"), ("carol@acme.example", "viewer")):
            invitation = acme.owner.post(acme.path("/invitations"), {"email": email, "role": role})
            insist("token" not in invitation, "the answer never shows the token of an invitation")
            self.stage.done(f"{email} is invited as {role}: a seat is reserved.")
        self.accepts("bob@acme.example", "Bob")
        self.stage.done("Bob accepted. Carol has not yet; her seat is held for her.")
        problem = acme.owner.post(
            acme.path("/invitations"), {"email": "dave@acme.example"}, HTTPStatus.PAYMENT_REQUIRED
        )
        insist(problem["limit"]["max"] == FREE_SEATS, f"free has three seats: {problem}")
        self.stage.refused("A fourth person does not fit.", problem)
        self.stage.prompt_to_upgrade(problem["limit"], problem["upgrade"])

    def creates_projects(self, acme: Company) -> str:
        self.stage.chapter("Alice creates projects")
        app = {"name": "Mobile App", "slug": "mobile-app", "type": "mobile", "environment": "production"}
        project = acme.owner.post(acme.path("/projects"), app)
        self.stage.done("Mobile App runs in production; Alice leads it.")
        shop = {"name": "Web Shop", "slug": "web-shop", "type": "web", "environment": "staging"}
        problem = acme.owner.post(acme.path("/projects"), shop, HTTPStatus.PAYMENT_REQUIRED)
        self.stage.refused("A second project does not fit the free plan.", problem)
        self.stage.prompt_to_upgrade(problem["limit"], problem["upgrade"])
        project_id: str = project["project_id"]
        acme.owner.delete(acme.path(f"/projects/{project_id}"))
        shop_project = acme.owner.post(acme.path("/projects"), shop)
        acme.owner.delete(acme.path(f"/projects/{shop_project['project_id']}"))
        acme.owner.post(acme.path(f"/projects/{project_id}/restore"), {}, HTTPStatus.OK)
        self.stage.done("Archiving one makes room for another; Mobile App is restored in the end.")
        return project_id

    def issues_a_key(self, acme: Company, project_id: str) -> Machine:
        self.stage.chapter("Alice issues an API key")
        asked = {"name": "Production", "project_id": project_id, "scopes": ["write:resources"]}
        key = acme.owner.post(acme.path("/api-keys"), asked)
        self.stage.done(f"{key['key'][:16]}… may record usage of Mobile App and do nothing else.")
        listed = acme.owner.get(acme.path("/api-keys"))["data"]
        insist(key["key"] not in str(listed), "a key is shown once")
        self.stage.done(f"It is shown this once; the list says {listed[0]['key_prefix']}.")
        machine = Machine(self.anyone.with_key(key["key"]), key["key"], project_id)
        machine.caller.get(acme.path("/usage"), HTTPStatus.FORBIDDEN)
        self.stage.done("Reading the usage report with it is refused: the scope is missing.")
        return machine

    def records_usage(self, acme: Company, machine: Machine) -> int:
        self.stage.chapter("The app records usage")
        path = acme.path("/resources")
        first = machine.caller.post(path, machine.record("order-1", 1))
        again = machine.caller.post(path, machine.record("order-1", 1), HTTPStatus.OK)
        insist(first == again, f"a repeat gets the same answer: {first} {again}")
        self.stage.done("One call is recorded; sent again under the same record id it counts once.")
        self.stage.done("Then a web server's whole access log, by the command line:")
        requests = self.import_sample(acme.org_id, machine, first["billing_cycle"], first["timestamp"])
        used = self.quantity(acme, "api_call")
        insist(used == requests + 1, f"the log has {requests} requests, the report {used} calls")
        self.stage.done(f"{requests} requests of the log and their bytes are counted, {used} calls in all.")
        return used

    def is_stopped_at_its_limit(self, acme: Company, machine: Machine, used: int) -> None:
        self.stage.chapter("The plan's limit holds, to the call")
        path = acme.path("/resources")
        machine.caller.post(path, machine.record("most-of-it", FREE_CALLS - used - LAST_CALLS))
        self.stage.done(f"{FREE_CALLS - LAST_CALLS:,} of {FREE_CALLS:,} calls are used: {LAST_CALLS} are left.")

        def call(number: int) -> int:
            return machine.caller.status(path, machine.record(f"rush-{number}", 1))

        with ThreadPoolExecutor(CALLS_AT_ONCE) as crowd:
            answers = list(crowd.map(call, range(CALLS_AT_ONCE)))
        granted, refused = answers.count(HTTPStatus.CREATED), answers.count(HTTPStatus.PAYMENT_REQUIRED)
        insist(
            (granted, refused) == (LAST_CALLS, CALLS_AT_ONCE - LAST_CALLS),
            f"{granted} granted, {refused} not",
        )
        self.stage.done(f"{CALLS_AT_ONCE} calls at once: {granted} granted, {refused} refused. Not one too many.")
        problem = machine.caller.post(path, machine.record("too-much", 1), HTTPStatus.PAYMENT_REQUIRED)
        limit = problem["limit"]
        insist((limit["used"], limit["remaining"]) == (FREE_CALLS, 0), f"all is used: {limit}")
        self.stage.refused(f"The next one waits for {limit['resets_at']}, or for a bigger plan.", problem)
        self.stage.prompt_to_upgrade(limit, problem["upgrade"])
        for share in ("80", "100"):
            mail = self.anyone.mail(OWNER, share)
            self.stage.done(f"Alice has mail: {mail['subject']}")

    def reads_its_report(self, acme: Company) -> None:
        self.stage.chapter("Alice reads the usage report")
        report = acme.owner.get(acme.path("/usage"))
        insist(self.quantity(acme, "api_call") == FREE_CALLS, f"the report tells {FREE_CALLS} calls: {report}")
        self.stage.table(
            ("meter", "quantity", "unit", "included", "cost"),
            (
                (
                    meter["meter"],
                    f"{meter['quantity']:,}",
                    meter["unit"],
                    "no limit" if meter["included"] is None else f"{meter['included']:,}",
                    f"${meter['cost_cents'] / 100:.2f}",
                )
                for meter in report["meters"]
            ),
        )
        insist(report["total_cents"] == 0, f"free pays nothing: {report}")
        self.stage.done("Free pays nothing; on a paid plan the same table splits the cost by project.")

    def keeps_others_out(self, acme: Company, machine: Machine) -> None:
        self.stage.chapter("Mallory of Globex looks for Acme")
        globex = self.anyone.post(
            "/organizations", {"name": "Globex", "slug": "globex", "owner_email": "mallory@globex.example"}
        )
        _, mallory = self.accepts("mallory@globex.example", "Mallory")
        hidden = mallory.get(acme.path("/projects"), HTTPStatus.NOT_FOUND)
        missing = mallory.get("/organizations/org_nosuch/projects", HTTPStatus.NOT_FOUND)
        insist(same_but_for_the_address(hidden, missing), f"both are not found alike: {hidden} {missing}")
        self.stage.done("To her, Acme's organization is like one that does not exist.")
        foreign = f"/organizations/{globex['org_id']}/resources"
        machine.caller.post(foreign, machine.record("elsewhere", 1), HTTPStatus.UNAUTHORIZED)
        self.stage.done("Acme's key opens nothing at Globex.")

    def reads_its_audit_log(self, acme: Company, machine: Machine) -> None:
        self.stage.chapter("Alice reads the audit log")
        events = acme.owner.get(acme.path("/audit"))["data"]
        actions = [event["action"] for event in events]
        insist("api_key.created" in actions and "project.created" in actions, f"every change is there: {actions}")
        insist(
            machine.key not in str(events) and PASSWORD not in str(events),
            "no secret appears in the audit log",
        )
        self.stage.table(
            ("time", "action", "on"),
            ((event["timestamp"][11:19], event["action"], event["resource_id"]) for event in reversed(events)),
        )
        self.stage.done(f"{len(events)} events, each written in the same step as the change that it tells.")

    def quantity(self, acme: Company, meter: str) -> int:
        """Return what the report tells of a meter."""
        report = acme.owner.get(acme.path("/usage"))
        return int(next(line["quantity"] for line in report["meters"] if line["meter"] == meter))


Import = Callable[[str, Machine, str, str], int]
"""Imports the sample log into a cycle of an organization, up to a moment; returns its number of requests."""


def same_but_for_the_address(one: Answer, other: Answer) -> bool:
    of_the_request = {"instance", "request_id"}
    return all(one.get(name) == other.get(name) for name in (one.keys() | other.keys()) - of_the_request)
