"""Stands between the adapter and Stripe: puts customers onto a test clock, and lets answers be lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final
from urllib.parse import parse_qsl, urlencode

import httpx

PASSED_ON: Final = ("Authorization", "Content-Type", "Stripe-Version", "User-Agent")
PASSED_BACK: Final = ("Content-Type", "Request-Id", "Stripe-Should-Retry", "Retry-After")


@dataclass
class Relay:
    """What becomes of the requests that pass; `run` tells the keys and identifiers of one run from those of another."""

    upstream: str
    run: str = ""
    test_clock: str | None = None
    lose_next: bool = False
    out_of_reach: bool = False
    url: str = ""

    def body(self, method: str, path: str, body: bytes) -> bytes:
        """The fields of a request, of which two belong to the run: the clock of customers, the names of usage."""
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
        if (method, path) == ("POST", "/v1/customers") and self.test_clock:
            fields["test_clock"] = self.test_clock
        elif (method, path) == ("POST", "/v1/billing/meter_events"):
            fields["identifier"] = f"{self.run}{fields['identifier']}"
        else:
            return body
        return urlencode(fields).encode()

    def loses(self, method: str) -> bool:
        """Whether the answer to a request that changes something is lost: one, once."""
        lost = self.lose_next and method != "GET"
        self.lose_next = self.lose_next and not lost
        return lost


@contextmanager
def relayed(upstream: str) -> Iterator[Relay]:
    """Serve a relay on loopback until the block ends."""
    relay = Relay(upstream)
    with httpx.Client(base_url=upstream, timeout=60) as client:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(relay, client))
        relay.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield relay
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def _handler(relay: Relay, client: httpx.Client) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _pass(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if relay.out_of_reach:
                self.close_connection = True
                return
            headers = {name: self.headers[name] for name in PASSED_ON if name in self.headers}
            if "Idempotency-Key" in self.headers:
                headers["Idempotency-Key"] = f"{relay.run}{self.headers['Idempotency-Key']}"
            body = relay.body(self.command, self.path, sent)
            answer = client.request(self.command, self.path, content=body, headers=headers)
            if relay.loses(self.command):
                self.close_connection = True
                return
            self.send_response(answer.status_code)
            for name in PASSED_BACK:
                if name in answer.headers:
                    self.send_header(name, answer.headers[name])
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_POST = do_DELETE = _pass  # noqa: N815  # the names that the server looks for

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as its base calls it
            pass

    return Handler
