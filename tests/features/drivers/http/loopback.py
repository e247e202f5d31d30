"""A real server on this machine, started once, that serves whichever assembly plays at the moment."""

from collections.abc import Iterable
from threading import Thread
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication

import httpx
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

CONNECTIONS = 60


class Quiet(WSGIRequestHandler):
    """Keeps connections open, as real servers do, and prints nothing."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


class Loopback:
    """Starts with the first assembly that is served; whoever made it closes it."""

    def __init__(self) -> None:
        self._application: WSGIApplication | None = None
        self._server: BaseWSGIServer | None = None
        self._thread: Thread | None = None
        self._client: httpx.Client | None = None

    def serve(self, application: WSGIApplication) -> httpx.Client:
        """Serve this application from now on, and return a client of it."""
        self._application = application
        if self._client is None:
            self._client = self._start()
        return self._client

    def _start(self) -> httpx.Client:
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=Quiet)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return httpx.Client(
            base_url=f"http://127.0.0.1:{self._server.server_port}",
            limits=httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS),
            timeout=30,
        )

    def _answer(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        assert self._application is not None
        return self._application(environ, start_response)

    def close(self) -> None:
        if self._client is not None and self._server is not None and self._thread is not None:
            self._client.close()
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
