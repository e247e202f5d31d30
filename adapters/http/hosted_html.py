"""The pages of the simulated payment provider as HTML: no script, no other address, every field with its label."""

from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Final, Literal

from adapters.http.hosted import CheckoutPage, PortalInvoice, PortalPage

Message = Literal["declined", "card-changed", "paid", "cancelled"]

MESSAGES: Final[Mapping[Message, str]] = {
    "declined": "That did not succeed: the card was declined, or there is none that works. Nothing was changed.",
    "card-changed": "The card was changed. What had been declined is paid, if the card works.",
    "paid": "Everything that was open is paid.",
    "cancelled": "The subscription ends when its period ends.",
}

CARD_FIELD: Final = """\
<p><label for="card">Card number</label><br>
<input id="card" name="card" type="text" inputmode="numeric" autocomplete="off" maxlength="30" required \
aria-describedby="cards"></p>
<div id="cards">
<p>Nothing here is real. These numbers are known:</p>
<ul>
<li><code>4242 4242 4242 4242</code> works</li>
<li><code>4000 0000 0000 0341</code> is accepted, and then declined</li>
<li><code>4000 0000 0000 0002</code> is declined</li>
</ul>
</div>
"""


def checkout_page(page: CheckoutPage, path: str, told: Message | None) -> bytes:
    """Return the page at `path` on which a plan is subscribed to."""
    facts = {
        "Customer": page.payer,
        "Plan": page.plan,
        "Each month": _dollars(page.month_cents),
        "Due now": _dollars(page.due_now_cents),
    }
    if page.trial_ends_at is not None:
        facts["Free until"] = _day(page.trial_ends_at)
    form = _form(path, CARD_FIELD, '<button type="submit">Subscribe</button>')
    closed = '<p role="status">This page was used already, or its day is over.</p>'
    listed = f"{_facts(facts)}{_usage(page.usage)}"
    return _page(f"Subscribe to the {page.plan}", told, f"{listed}{form if page.open else closed}", page.return_url)


def portal_page(page: PortalPage, path: str, told: Message | None) -> bytes:
    """Return the page at `path` on which one sees to payments."""
    ends = "" if page.ends_at is None else f", ends on {_day(page.ends_at)}"
    facts = {
        "Customer": page.payer,
        "Card": page.card or "none",
        "Subscription": "none" if page.plan is None else f"{page.plan}{ends}",
        "Open": _dollars(page.owed_cents),
    }
    parts = [_facts(facts), _usage(page.usage), _act(path, "card", "Change the card", CARD_FIELD)]
    if page.owed_cents:
        parts.append(_act(path, "pay", "Pay what is open"))
    if page.plan is not None and page.ends_at is None:
        parts.append(_act(path, "cancel", "Cancel the subscription"))
    parts.append(_invoices(page.invoices))
    return _page("Payments", told, "\n".join(parts), page.return_url)


def onward_page(url: str) -> bytes:
    """Return what stands in a redirection (RFC 9110, section 15.4.4)."""
    return _page("Done", None, "", url, "Go on")


def _act(path: str, name: str, label: str, fields: str = "") -> str:
    return _form(path, fields, f'<button type="submit" name="act" value="{name}">{label}</button>')


def _form(path: str, fields: str, button: str) -> str:
    return f'<form method="post" action="{escape(path)}">\n{fields}<p>{button}</p>\n</form>'


def _invoices(invoices: tuple[PortalInvoice, ...]) -> str:
    rows = "".join(
        f"<tr><td>{escape(invoice.number)}</td><td>{_day(invoice.created_at)}</td>"
        f"<td>{escape(invoice.status)}</td><td>{_dollars(invoice.due_cents)}</td></tr>\n"
        for invoice in invoices
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Number", "Made on", "Status", "Due"))
    return f"<table>\n<caption>Invoices</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>"


def _facts(facts: Mapping[str, str]) -> str:
    told = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>\n" for name, value in facts.items())
    return f"<dl>\n{told}</dl>\n"


def _usage(usage: tuple[str, ...]) -> str:
    """Return what usage costs beside the price of the month."""
    rows = "".join(f"<li>{escape(words)}</li>\n" for words in usage)
    return f"<h2>By usage</h2>\n<ul>\n{rows}</ul>\n" if usage else ""


def _page(title: str, told: Message | None, content: str, onward: str, label: str = "Go back") -> bytes:
    message = "" if told is None else f'<p role="status">{escape(MESSAGES[told])}</p>\n'
    return f"""\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} (simulated)</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/look.css">
<main>
<h1>{escape(title)}</h1>
{message}{content}
<p><a href="{escape(onward)}">{label}</a></p>
</main>
</html>
""".encode()


def _dollars(cents: int) -> str:
    return f"${cents // 100:,}.{cents % 100:02}"


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"
