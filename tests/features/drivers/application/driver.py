"""The driver that goes through the use cases."""

from datetime import datetime
from typing import final

from tests.features.driver import Driver
from tests.features.drivers.application.billing import Billing
from tests.features.drivers.application.companies import Companies
from tests.features.drivers.application.entering import Entering
from tests.features.drivers.application.keys import Keys
from tests.features.drivers.application.metering import Metering
from tests.features.drivers.application.people import People
from tests.features.drivers.application.projects import Projects
from tests.features.drivers.passing import moments


@final
class ApplicationDriver(Entering, Billing, Companies, People, Projects, Metering, Keys, Driver):
    def now(self) -> datetime:
        return self.clock.now()

    def move_to(self, moment: datetime) -> None:
        for on_the_way in moments(self.clock.now(), moment):
            self.clock.set(on_the_way)
            self.provider.pass_time()
            self.settle()
