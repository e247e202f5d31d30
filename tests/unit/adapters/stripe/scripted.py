"""A server that answers with what a test has written down, and keeps what it was asked."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Answer:
    """What the next request is answered with; status 0 ends the connection."""

    status: int
    body: object = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    fields: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass
class Script:
    """Answers in their order; the last one is given again."""

    answers: list[Answer]
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def error(status: int, message: str = "No.", headers: Mapping[str, str] | None = None, **facts: str) -> Answer:
    """An error of Stripe's API."""
    body = {"error": {"message": message, "type": "invalid_request_error", **facts}}
    return Answer(status, body, {"Request-Id": "req_1", **(headers or {})})


@contextmanager
def scripted(*answers: Answer) -> Iterator[Script]:
    """Serve the answers on loopback until the block ends."""
    script = Script(list(answers))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(script))
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield script
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(script: Script) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            path, _, query = self.path.partition("?")
            sent = self.rfile.read(length).decode() or query
            script.asked.append(Asked(self.command, path, dict(parse_qsl(sent)), dict(self.headers)))
            answer = script.next()
            if answer.status == 0:
                self.close_connection = True
                return
            body = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
            self.send_response(answer.status)
            for name, value in {**answer.headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_DELETE = _answer  # noqa: N815  # the names that the server looks for

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as its base calls it
            pass

    return Handler
