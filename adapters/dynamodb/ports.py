"""Every port that keeps state, over one table."""

from dataclasses import dataclass
from datetime import timedelta

from adapters.dynamodb.agenda import DynamoDbAgenda
from adapters.dynamodb.answers import DynamoDbAnswers
from adapters.dynamodb.credentials import DynamoDbCredentials
from adapters.dynamodb.directory import DynamoDbDirectory
from adapters.dynamodb.engine.gateway import Wire, outside_gateway
from adapters.dynamodb.knowledge import Knowledge
from adapters.dynamodb.last_uses import LastUses
from adapters.dynamodb.rate_limiter import DynamoDbRateLimiter
from adapters.dynamodb.sessions import DynamoDbSessions
from adapters.dynamodb.tenant.workspaces import DynamoDbWorkspaces, Store
from application.ports.clock import Clock
from application.ports.log import Log


@dataclass(frozen=True, slots=True)
class DynamoDbPorts:
    """The ports of one process: they share what it knows."""

    workspaces: DynamoDbWorkspaces
    directory: DynamoDbDirectory
    sessions: DynamoDbSessions
    answers: DynamoDbAnswers
    agenda: DynamoDbAgenda
    credentials: DynamoDbCredentials
    rate_limiter: DynamoDbRateLimiter


def dynamodb_ports(wire: Wire, clock: Clock, log: Log, retention: timedelta) -> DynamoDbPorts:
    """Return all ports over a table; nothing is opened before the first call."""
    outside, knowledge, last_uses = outside_gateway(wire), Knowledge(clock), LastUses(wire, log)
    agenda = DynamoDbAgenda(wire)
    return DynamoDbPorts(
        workspaces=DynamoDbWorkspaces(Store(wire, knowledge, agenda, last_uses, clock, retention)),
        directory=DynamoDbDirectory(outside, clock),
        sessions=DynamoDbSessions(outside, knowledge.sessions),
        answers=DynamoDbAnswers(outside),
        agenda=agenda,
        credentials=DynamoDbCredentials(wire, knowledge, last_uses),
        rate_limiter=DynamoDbRateLimiter(outside),
    )
