"""The driver that goes over a socket."""

from datetime import datetime
from typing import final

from tests.features.driver import Driver
from tests.features.drivers.http.companies import Companies
from tests.features.drivers.http.entering import Entering
from tests.features.drivers.http.keys import Keys
from tests.features.drivers.http.metering import Metering
from tests.features.drivers.http.people import People
from tests.features.drivers.http.projects import Projects


@final
class HttpDriver(Entering, Companies, People, Projects, Metering, Keys, Driver):
    def now(self) -> datetime:
        return self.clock.now()

    def move_to(self, moment: datetime) -> None:
        self.clock.set(moment)
        self.settle()
