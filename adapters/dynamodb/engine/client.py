"""The connection to DynamoDB: made when it is first needed, and set so that nothing waits long."""

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

NOWHERE: Final = "us-east-1"
"""The region where none is configured: an endpoint of one's own asks for some name."""

CONNECT_TIMEOUT: Final = 1.0
READ_TIMEOUT: Final = 3.0
"""Seconds. An answer takes 5 to 20 ms; what takes so long is tried again elsewhere."""

CONNECTIONS: Final = 50
"""Kept open at most: as many as there are threads that wait for DynamoDB at once."""


class LazyClient:
    """A low-level client, made at the first call: importing and building an assembly opens nothing.

    `endpoint` None: AWS, with the credentials and region of the environment. An endpoint of one's own (DynamoDB
    Local) is shown `any_credentials` unless it is to have those of the environment.

    botocore tries once, as the gateway tries again, with the token of the transaction and within its time. Requests
    are built by this package alone, and not validated again (65 of 850 µs).
    """

    def __init__(self, endpoint: str | None = None, *, any_credentials: bool = True) -> None:
        self._endpoint = endpoint
        self._local = endpoint is not None and any_credentials
        self._lock = Lock()
        self._client: DynamoDBClient | None = None

    def __call__(self) -> "DynamoDBClient":
        client = self._client
        if client is None:
            with self._lock:
                client = self._client = self._client or _connected(self._endpoint, local=self._local)
        return client


Connect = Callable[[], "DynamoDBClient"]


def _connected(endpoint: str | None, *, local: bool) -> "DynamoDBClient":
    import boto3  # noqa: PLC0415 - 130 ms, and a socket, that a process without this store never pays
    from botocore.config import Config  # noqa: PLC0415
    from botocore.session import Session as Core  # noqa: PLC0415

    config = Config(
        connect_timeout=CONNECT_TIMEOUT,
        read_timeout=READ_TIMEOUT,
        max_pool_connections=CONNECTIONS,
        tcp_keepalive=True,
        parameter_validation=False,
        retries={"mode": "standard", "total_max_attempts": 1},
    )
    core = Core()
    client: DynamoDBClient = boto3.session.Session(botocore_session=core).client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name=core.get_config_variable("region") or (NOWHERE if endpoint is not None else None),
        config=config,
        aws_access_key_id="local" if local else None,
        aws_secret_access_key="local" if local else None,
    )
    return client
