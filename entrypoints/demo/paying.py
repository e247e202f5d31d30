"""How Acme comes to pay, grows, stops paying and leaves: a whole subscription's life, with time put forward."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from entrypoints.demo.callers import Answer, Caller, Misbehaved, insist, patiently
from entrypoints.demo.machines import PASSWORD, Company, Machine
from entrypoints.demo.stage import Stage

STARTER_CENTS, PRO_CENTS = 2_900, 9_900
GOOD_CARD, BAD_CARD = "4242424242424242", "4000000000000341"
PAST_INCLUDED = 40_000
A_DAY = timedelta(days=1)
SHORTLY = timedelta(minutes=5)
FINAL = timedelta(days=3, hours=2)
"""After the end of a month: its invoice is final and charged."""


@dataclass(frozen=True)
class Payments:
    """The second half of the story. `anyone` is the caller without a credential."""

    stage: Stage
    anyone: Caller
    owner: str

    def tell(self, acme: Company, machine: Machine) -> None:
        self.tries(acme)
        self.pays_after_the_trial(acme)
        self.grows(acme)
        self.uses_more_than_included(acme, machine)
        self.stops_paying_and_is_forgiven(acme, machine)
        self.leaves(acme)

    def tries(self, acme: Company) -> None:
        self.stage.chapter("Acme tries a paid plan")
        billing = self.alice().put(acme.path("/billing/plan"), {"plan": "starter"})
        insist((billing["plan"], billing["state"]) == ("starter", "trialing"), f"a trial has begun: {billing}")
        self.stage.done(f"Starter at once, for nothing until {day(billing['trial_ends_at'])}; no card is asked for.")
        self.alice().post(acme.path("/invitations"), {"email": "dave@acme.example"})
        self.stage.done("The fourth person, refused before, is invited now.")

    def pays_after_the_trial(self, acme: Company) -> None:
        self.stage.chapter("Alice enters a card, and the trial ends")
        self.changes_card(acme, GOOD_CARD)
        self.stage.done("She does so at the payment provider's page, which is simulated here.")
        ends = moment(self.billing(acme)["trial_ends_at"])
        self.let_pass(A_DAY * 12)
        mail = self.anyone.mail(self.owner, "trial")
        self.stage.done(f"Before it ends, she has mail: {mail['subject']}")
        self.let_pass(A_DAY * 2 + SHORTLY)
        self.until(acme, "active")
        invoice = self.newest_invoice(acme)
        insist(invoice["total_cents"] == rest_of_month(STARTER_CENTS, ends), f"the rest of the month: {invoice}")
        self.stage.done("The rest of the month was charged, by the second:")
        self.shows(invoice)

    def grows(self, acme: Company) -> None:
        self.stage.chapter("Acme grows")
        preview = self.alice().post(acme.path("/billing/preview"), {"plan": "pro"}, HTTPStatus.OK)
        self.stage.done(f"Pro would cost {dollars(preview['due_now_cents'])} now, so the preview.")
        billing = self.alice().put(acme.path("/billing/plan"), {"plan": "pro"})
        insist((billing["plan"], billing["state"]) == ("pro", "active"), f"Acme is on pro: {billing}")
        invoice = self.newest_invoice(acme)
        insist(invoice["total_cents"] == preview["due_now_cents"], f"as previewed: {preview} {invoice}")
        self.stage.done("It is in force as soon as it is paid, and the invoice is the preview, to the cent:")
        self.shows(invoice)

    def uses_more_than_included(self, acme: Company, machine: Machine) -> None:
        self.stage.chapter("More than what is included")
        overage = {"overage": {"enabled": True, "spend_cap_cents": 10_000}}
        self.alice().put(acme.path("/settings"), overage)
        included = self.meter(acme)["included"] or 0
        used = self.meter(acme)["quantity"]
        machine.caller.post(acme.path("/resources"), machine.record("busy-day", included - used + PAST_INCLUDED))
        cents = self.meter(acme)["cost_cents"]
        self.stage.done(f"{PAST_INCLUDED:,} calls past the included volume are accepted, up to a cap of $100.00.")
        cycle_ends = moment(self.billing(acme)["current_cycle_ends_at"])
        self.let_pass_until(cycle_ends + FINAL)
        self.until_invoiced(acme, cycle_ends)
        invoice = self.newest_invoice(acme)
        lines = [line["amount_cents"] for line in invoice["lines"] if line["meter"] == "pro_v1_api_call"]
        insist(lines == [cents], f"the usage report and the invoice agree on {cents} cents: {invoice}")
        self.stage.done("Three days after the month's end its invoice is final. The usage on it is the report's:")
        self.shows(invoice)

    def stops_paying_and_is_forgiven(self, acme: Company, machine: Machine) -> None:
        self.stage.chapter("A card that fails, and what becomes of it")
        self.changes_card(acme, BAD_CARD)
        self.let_pass_until(moment(self.billing(acme)["current_cycle_ends_at"]) + FINAL)
        billing = self.until(acme, "past_due")
        self.stage.done(f"The next month is not paid. Everything works until {day(billing['restricted_at'])}.")
        self.stage.done(f"Alice has mail: {self.anyone.mail(self.owner, 'failed')['subject']}")
        self.let_pass(A_DAY * 14 + SHORTLY)
        self.until(acme, "restricted")
        refused = machine.caller.post(acme.path("/resources"), machine.record("late", 1), HTTPStatus.FORBIDDEN)
        self.stage.refused("After fourteen days usage is refused; all that is there can be read.", refused)
        self.changes_card(acme, GOOD_CARD)
        self.until(acme, "active")
        machine.caller.post(acme.path("/resources"), machine.record("paid-again", 1))
        self.stage.done("A card that works pays what is owed, and Acme works again at once.")

    def leaves(self, acme: Company) -> None:
        self.stage.chapter("Acme leaves the paid plan")
        billing = self.alice().post(acme.path("/billing/cancel"), {}, HTTPStatus.OK)
        insist(billing["pending"]["plan"] == "free", f"free is what follows: {billing}")
        self.stage.done(f"Until {day(billing['pending']['at'])} it is pro, then free; nothing is removed.")
        self.let_pass_until(moment(billing["pending"]["at"]) + SHORTLY)
        billing = self.until(acme, "unbilled")
        insist((billing["plan"], billing["status"]) == ("free", "active"), f"Acme is on free: {billing}")
        self.stage.done("So it is.")

    def alice(self) -> Caller:
        """Return the owner, signed in anew: an access token lives for fifteen minutes, and days go by."""
        answer = self.anyone.post("/auth/login", {"email": self.owner, "password": PASSWORD}, HTTPStatus.OK)
        return self.anyone.with_token(answer["access_token"])

    def changes_card(self, acme: Company, number: str) -> None:
        url = self.alice().post(acme.path("/billing/portal"), {}, HTTPStatus.OK)["url"]
        self.anyone.submit(url, act="card", card=number)

    def let_pass(self, duration: timedelta) -> None:
        """Put time forward, a day at a time: what is due each day is done that day."""
        days, rest = divmod(duration, A_DAY)
        for minutes in (*[24 * 60] * days, -(-rest // timedelta(minutes=1))):
            self.anyone.post("/dev/clock", {"hours": minutes // 60, "minutes": minutes % 60}, HTTPStatus.OK)

    def let_pass_until(self, when: datetime) -> None:
        self.let_pass(when - self.now())

    def now(self) -> datetime:
        return moment(self.anyone.post("/dev/clock", {}, HTTPStatus.OK)["now"])

    def billing(self, acme: Company) -> Answer:
        return self.alice().get(acme.path("/billing"))

    def until(self, acme: Company, state: str) -> Answer:
        """Return the billing of Acme as soon as it is in a state."""
        return patiently(lambda: self.billing(acme), lambda billing: billing["state"] == state, f"Acme is {state}")

    def until_invoiced(self, acme: Company, since: datetime) -> None:
        def final(invoice: Answer) -> bool:
            return moment(invoice["created_at"]) >= since and invoice["status"] == "paid"

        patiently(lambda: self.newest_invoice(acme), final, "the month is invoiced")

    def newest_invoice(self, acme: Company) -> Answer:
        invoices: Sequence[Answer] = self.alice().get(acme.path("/billing/invoices"))["data"]
        if not invoices:
            raise Misbehaved("there is no invoice")
        return invoices[0]

    def meter(self, acme: Company) -> Answer:
        meters: list[Answer] = self.alice().get(acme.path("/usage"))["meters"]
        return next(meter for meter in meters if meter["meter"] == "api_call")

    def shows(self, invoice: Answer) -> None:
        self.stage.table(("for", "units", "amount"), rows_of(invoice))


def rows_of(invoice: Answer) -> Iterator[tuple[str, str, str]]:
    for line in invoice["lines"]:
        yield line["description"], f"{line['quantity']:,}" if line["meter"] else "", dollars(line["amount_cents"])
    yield "in all", "", dollars(invoice["total_cents"])


def rest_of_month(cents: int, since: datetime) -> int:
    """Return what the rest of a month costs, to the second, rounded half up."""
    start = since.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    end = (start + timedelta(days=32)).replace(day=1)
    left, whole = (end - since.replace(microsecond=0)).total_seconds(), (end - start).total_seconds()
    return (2 * cents * int(left) + int(whole)) // (2 * int(whole))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def day(text: str) -> str:
    return f"{moment(text):%-d %B}"


def dollars(cents: int) -> str:
    return f"-${-cents / 100:,.2f}" if cents < 0 else f"${cents / 100:,.2f}"
