"""Bare Flask: what our own routes are measured against, and what the servers are compared with."""

from collections.abc import Mapping

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


application = bare_flask()
"""For the servers, which want an application to import."""
