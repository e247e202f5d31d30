"""An assembly behind its HTTP API. Flask is imported here, for those who serve."""

from adapters.http.app import HttpApi, create_app
from adapters.http.web import Web
from entrypoints.container.assembly import Assembly


def http_api(assembly: Assembly) -> HttpApi:
    """Return the WSGI application; it starts nothing and listens nowhere."""
    return create_app(assembly.application, assembly.clock, assembly.log, web_of(assembly))


def web_of(assembly: Assembly) -> Web:
    """Return what the API needs to know about the place where it stands."""
    settings = assembly.settings
    return Web(
        cursor_secret=assembly.token_secret,
        public_url=settings.base_url,
        cors_origins=frozenset(settings.cors_origins),
        trusted_proxies=settings.trusted_proxies,
        default_rate_limit=settings.default_rate_limit,
        outbox=assembly.outbox.sent if assembly.outbox else None,
        ready=assembly.ready,
        unique=lambda: assembly.ids.event().removeprefix("evt_"),
    )
