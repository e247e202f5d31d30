"""What the API needs to know about the place where it stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network

from adapters.http.hosted import HostedPages
from application.ports.mailbox import Mail


@dataclass(frozen=True, slots=True)
class Web:
    """The settings of the HTTP edge."""

    cursor_secret: bytes
    """Signs cursors, the same in every process; at least 32 bytes."""
    unique: Callable[[], str]
    """Makes texts of `a-z0-9_` that never repeat, for ids of requests and records that came without one."""
    public_url: str = "http://localhost:8000"
    """Where callers reach the API; with `https`, browsers are told never to come without."""
    cors_origins: frozenset[str] = frozenset()
    """Origins whose pages may call the API from a browser."""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """Networks whose `X-Forwarded-For` is believed."""
    default_rate_limit: int = 1000
    """Requests an hour of an API key that names no rate."""
    ready: Callable[[], bool] = field(default=lambda: True)
    """Whether the store can be reached."""
    outbox: Callable[[], tuple[Mail, ...]] | None = None
    """The mails sent, newest first, where they are kept instead of delivered; None: there is no such page."""
    pages: HostedPages | None = None
    """The pages of the payment provider, where this process stands in for it; None: there are none here."""

    put_forward: Callable[[timedelta], None] | None = None
    """Puts the clock forward, where that is allowed; None: nobody can."""

    @property
    def secure(self) -> bool:
        """Whether callers come by https."""
        return self.public_url.startswith("https:")
