"""What our own work is measured against: the least that anyone could do."""

from collections.abc import Mapping

import orjson
from flask import Flask, Response, jsonify, request


def bare_flask(project: Mapping[str, object] | None = None) -> Flask:
    """Flask and nothing else: a POST that parses and echoes its body, a GET that answers `project`."""
    app = Flask("bare")
    shown = dict(project or {"project_id": "prj_bare", "name": "Website", "status": "active"})

    @app.post("/organizations/<org_id>/resources")
    def echo(org_id: str) -> tuple[Response, int]:
        return jsonify(request.get_json()), 201

    @app.get("/organizations/<org_id>/projects/<project_id>")
    def show(org_id: str, project_id: str) -> Response:
        return jsonify(shown)

    return app


def add_up(body: bytes) -> dict[tuple[str, str], int]:
    """The floor of metering: parse a batch and add each event to a total. No check, no memory of ids."""
    totals: dict[tuple[str, str], int] = {}
    for record in orjson.loads(body)["records"]:
        key = (record["project_id"], record["type"])
        totals[key] = totals.get(key, 0) + record["quantity"]
    return totals


application = bare_flask()
"""For the servers, which want an application to import."""
