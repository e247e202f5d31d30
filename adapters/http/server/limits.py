"""How long a caller may take, and how much may be held for callers."""

from dataclasses import dataclass

from adapters.http.incoming import LARGEST_BODY, LONGEST_REQUEST


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes. A server behind a load balancer keeps idle connections longer than that does (75 > 60)."""

    head_seconds: float = 10.0
    """For the lines up to the empty one, from the first byte on; also until the first byte of a new connection."""
    body_seconds: float = 10.0
    request_seconds: float = LONGEST_REQUEST
    """From its last byte until the answer is ready, and again until the caller has taken it."""
    idle_seconds: float = 75.0
    """Between two requests of one connection."""
    turn_seconds: float = 1.0
    """That a request waits for a thread while its organization holds its share of them."""
    linger_seconds: float = 2.0
    """That what a refused caller goes on sending is thrown away, so that it reads the refusal."""
    last_seconds: float = 10.0
    """That requests have to end in after the server was told to stop."""

    head_bytes: int = 65_536
    header_fields: int = 100
    body_bytes: int = LARGEST_BODY
    held_bytes: int = 256 * 2**20
    """Of all requests that are still arriving and answers that are not taken yet."""
    connections: int = 10_000
    """At most; fewer where the process may open fewer files."""
    pipelined: int = 32
    """Requests that one connection may send ahead of their answers."""
