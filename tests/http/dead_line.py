"""A connection that goes dead at a known moment: a batch is counted, and its answer never arrives."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Event, Thread

import httpx


@dataclass(frozen=True)
class DeadLine:
    """Passes requests on to a server; `dead` is set once the first withheld answer has been given by it."""

    url: str
    dead: Event


@contextmanager
def line_that_dies(server_url: str, after: int) -> Iterator[DeadLine]:
    """Let `after` answers through and withhold the ones that follow."""
    dead, hung_up, requests = Event(), Event(), count(1)

    class Line(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            passed = {"X-API-Key": self.headers["X-API-Key"], "Content-Type": self.headers["Content-Type"]}
            answer = httpx.post(server_url + self.path, content=body, headers=passed)
            if next(requests) > after:
                dead.set()
                hung_up.wait()
                return
            self.send_response(answer.status_code)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that it overrides
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Line)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield DeadLine(f"http://127.0.0.1:{server.server_port}", dead)
    finally:
        hung_up.set()
        server.shutdown()
        thread.join()
        server.server_close()
