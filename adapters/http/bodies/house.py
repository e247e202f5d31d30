"""The body about the house's clock."""

from typing import Annotated

from pydantic import Field

from adapters.http.bodies.common import Body

Few = Annotated[int, Field(ge=0, le=1000)]


class ClockBody(Body):
    """How far the clock is put forward."""

    days: Few = 0
    hours: Few = 0
    minutes: Few = 0
