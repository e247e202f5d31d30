"""Everyday deeds that many roles and keys try: reading and changing this and that."""

from collections.abc import Callable

from tests.features.driver import Driver, Entry
from tests.features.words import ONE_CALL, Caller, Person

Deed = Callable[[Driver, Caller, str], object]
BOB, CAROL = Person("Bob"), Person("Carol")
RECORDING = ("write:resources",)

DEEDS: dict[str, Deed] = {
    "read the company page": lambda driver, who, company: driver.page(who, company),
    "read the list of users": lambda driver, who, company: driver.users(who, company),
    "read the user Bob": lambda driver, who, company: driver.user(who, company, BOB),
    "read the projects": lambda driver, who, company: driver.projects(who, company),
    "read the project Website": lambda driver, who, company: driver.team(who, company, "Website"),
    "read the project Shop": lambda driver, who, company: driver.team(who, company, "Shop"),
    "read the usage records": lambda driver, who, company: driver.records(who, company, "Website"),
    "read the usage report": lambda driver, who, company: driver.report(who, company),
    "read the usage of the project Website": lambda driver, who, company: driver.days(who, company, "Website"),
    "read the API keys": lambda driver, who, company: driver.keys(who, company),
    "read the invitations": lambda driver, who, company: driver.invitations(who, company),
    "read the audit log": lambda driver, who, company: driver.audit(who, company),
    "change the company page": lambda driver, who, company: driver.rename(who, company, "Renamed"),
    "change the settings": lambda driver, who, company: driver.change_settings(who, company, {"session_timeout": 30}),
    "change the user Bob": lambda driver, who, company: driver.change_role(who, company, BOB, "viewer"),
    "change the project Website": lambda driver, who, company: driver.rename_project(
        who, company, "Website", "Renamed"
    ),
    "archive the project Website": lambda driver, who, company: driver.archive(who, "Website"),
    "start a project": lambda driver, who, company: driver.start(who, company, "A project"),
    "close the company": lambda driver, who, company: driver.close(who, company),
    "hand the company over": lambda driver, who, company: driver.hand_over(who, company, BOB),
    "invite Carol": lambda driver, who, company: driver.invite(who, company, CAROL, "member"),
    "revoke the invitation of Carol": lambda driver, who, company: driver.revoke_invitation(who, company, CAROL),
    "revoke the invitation of Bob": lambda driver, who, company: driver.revoke_invitation(who, company, BOB),
    "record usage of the project Website": lambda driver, who, company: driver.record(who, Entry("Website", ONE_CALL)),
    "make a key for the project Website": lambda driver, who, company: driver.make_key(
        who, company, "a key", RECORDING, project="Website"
    ),
    "read the billing page": lambda driver, who, company: driver.billing(who, company),
    "read the invoices": lambda driver, who, company: driver.invoices(who, company),
    "preview the pro plan": lambda driver, who, company: driver.preview(who, company, "pro"),
    "choose the pro plan": lambda driver, who, company: driver.choose_plan(who, company, "pro"),
    "choose the starter plan": lambda driver, who, company: driver.choose_plan(who, company, "starter"),
    "cancel the plan": lambda driver, who, company: driver.cancel(who, company),
    "open the checkout": lambda driver, who, company: driver.open_checkout(who, company, "starter"),
    "open the payment page": lambda driver, who, company: driver.open_portal(who, company),
    "make a key for the whole company": lambda driver, who, company: driver.make_key(who, company, "a key", RECORDING),
}

KEY_DEEDS: dict[str, Deed] = {
    "record usage": DEEDS["record usage of the project Website"],
    "read records": DEEDS["read the usage records"],
    "read usage": DEEDS["read the usage report"],
    "read projects": DEEDS["read the projects"],
    "read users": DEEDS["read the list of users"],
    "read the audit log": DEEDS["read the audit log"],
}
