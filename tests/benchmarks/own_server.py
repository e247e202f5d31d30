"""Our own server for any WSGI application: `own_server MODULE:NAME PORT [THREADS]`."""

import signal
import sys
from collections.abc import Iterable
from pkgutil import resolve_name

from adapters.http.incoming import Environ
from adapters.http.server.handler import Handler
from adapters.http.server.limits import Limits
from adapters.http.server.messages import StartResponse
from adapters.http.server.server import Server, listener_at
from adapters.http.server.threads import FairThreads, share_of
from adapters.telemetry.json_log import JsonLog
from domain.errors import Refusal
from entrypoints.loopback import HOST
from entrypoints.settings import Settings
from tests.benchmarks.in_process import WsgiApp


class Unrefusing:
    """An application that is asked for nothing but its answers."""

    def __init__(self, application: WsgiApp) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        return self._application(environ, start_response)

    def refuse(self, environ: Environ, start_response: StartResponse, refusal: Refusal) -> Iterable[bytes]:
        raise refusal


def main(target: str, port: str, threads: str = "") -> None:
    application = Unrefusing(resolve_name(target))
    handler = Handler(application, JsonLog(), share_of, Limits(), HOST, int(port))
    server = Server(listener_at(HOST, int(port)), handler, FairThreads(int(threads or Settings().threads)))
    signal.signal(signal.SIGTERM, lambda *_: server.stop())
    server.serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
