"""The demo notices when the product does not do what the story tells."""

import json
from collections.abc import Iterable
from io import StringIO
from wsgiref.types import StartResponse, WSGIEnvironment

import httpx
import pytest
from rich.console import Console

from entrypoints.demo.__main__ import tell
from entrypoints.demo.callers import Caller, Misbehaved


def broken(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """A product that has only one answer."""
    start_response("503 Service Unavailable", [("Content-Type", "application/problem+json")])
    return [json.dumps({"title": "[bold]Away[/]", "path": environ["PATH_INFO"]}).encode()]


def client() -> httpx.Client:
    return httpx.Client(transport=httpx.WSGITransport(app=broken), base_url="http://tenantry.example.com")


def test_another_answer_than_the_story_tells_is_misbehaviour() -> None:
    with client() as speaking, pytest.raises(Misbehaved):
        Caller(speaking).get("/plans")


def test_a_story_that_is_not_true_is_told_so() -> None:
    printed = StringIO()

    with client() as speaking:
        true = tell(speaking, Console(file=printed, width=200))

    assert not true
    assert "The product does something else: POST /organizations answers 503 and not 201:" in printed.getvalue()
