"""The forms of the simulated payment provider's pages."""

from typing import Annotated, Literal

from pydantic import Field

from adapters.http.bodies.common import Body, Query
from adapters.http.hosted_html import Message

CardNumber = Annotated[str, Field(max_length=30)]


class CheckoutForm(Body):
    """How it is paid."""

    card: CardNumber


class PortalForm(Body):
    """What is to be done."""

    act: Literal["card", "pay", "cancel"]
    card: CardNumber = ""


class PageQuery(Query):
    """What is told on top of the page."""

    told: Message | None = None
