"""A receiver of events: it keeps what came, and answers what it was told to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from flask import Flask, request
from werkzeug.serving import make_server


class Webhook:
    """Answers the given statuses in turn, and then 200."""

    def __init__(self, *statuses: int) -> None:
        self._planned = list(statuses)
        self.received: list[tuple[bytes, str]] = []
        self.statuses: list[int] = []
        self.came = Event()

    def __call__(self, body: bytes, signature: str) -> int:
        self.received.append((body, signature))
        self.statuses.append(self._planned.pop(0) if self._planned else 200)
        self.came.set()
        return self.statuses[-1]

    def kinds(self) -> list[str]:
        return [json.loads(body)["type"] for body, _ in self.received]

    @contextmanager
    def at_a_url(self) -> Iterator[tuple[str, "Webhook"]]:
        app = Flask(__name__)

        def receive() -> tuple[str, int]:
            return "", self(request.get_data(), request.headers["Stripe-Signature"])

        app.add_url_rule("/", "receive", receive, methods=["POST"])
        server = make_server("127.0.0.1", 0, app)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
