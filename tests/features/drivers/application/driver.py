"""The driver that goes through the use cases."""

from datetime import datetime
from typing import final

from tests.features.driver import Driver
from tests.features.drivers.application.companies import Companies
from tests.features.drivers.application.entering import Entering
from tests.features.drivers.application.keys import Keys
from tests.features.drivers.application.metering import Metering
from tests.features.drivers.application.people import People
from tests.features.drivers.application.projects import Projects


@final
class ApplicationDriver(Entering, Companies, People, Projects, Metering, Keys, Driver):
    def now(self) -> datetime:
        return self.clock.now()

    def move_to(self, moment: datetime) -> None:
        self.clock.set(moment)
        self.settle()
