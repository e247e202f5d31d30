"""The driver that goes over a socket."""

from datetime import datetime
from typing import final

from tests.features.driver import Driver
from tests.features.drivers.http.billing import Billing
from tests.features.drivers.http.companies import Companies
from tests.features.drivers.http.entering import Entering
from tests.features.drivers.http.keys import Keys
from tests.features.drivers.http.metering import Metering
from tests.features.drivers.http.people import People
from tests.features.drivers.http.projects import Projects
from tests.features.drivers.passing import moments


@final
class HttpDriver(Entering, Billing, Companies, People, Projects, Metering, Keys, Driver):
    def now(self) -> datetime:
        return self.clock.now()

    def move_to(self, moment: datetime) -> None:
        for on_the_way in moments(self.clock.now(), moment):
            self.clock.set(on_the_way)
            self.provider.pass_time()
            self.settle()
