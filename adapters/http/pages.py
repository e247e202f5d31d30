"""The pages for people who read in a browser: what a problem means, and the browsable document of the API."""

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from adapters.http.problem_types import PROBLEM_TYPES, ProblemType

SWAGGER_UI: Final = "flask-openapi-swagger"
"""The package that brings the files of Swagger UI; nothing of its code runs."""

_SHIPPED: Final = "flask_openapi_swagger/templates/swagger"
_SCRIPT: Final = "text/javascript; charset=utf-8"
_STYLE: Final = "text/css; charset=utf-8"

ASSETS: Final[Mapping[str, tuple[str, str]]] = {
    "swagger-ui-bundle.js": (f"{_SHIPPED}/js/swagger-ui-bundle.js", _SCRIPT),
    "swagger-ui.css": (f"{_SHIPPED}/css/swagger-ui.css", _STYLE),
}
"""The files of the browsable document: where the package keeps them, and what they are."""

START: Final = b"""\
window.addEventListener("load", () => {
  window.ui = SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#document",
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
  });
});
"""

LOOK: Final = b"""\
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1rem; font: 1rem/1.6 system-ui, sans-serif; color: #1b1f24; }
body.document { max-width: none; padding: 0; }
h1 { line-height: 1.25; }
code { background: #f1f3f5; border-radius: .25rem; padding: .1rem .3rem; }
dt { font-weight: 600; }
dd { margin: 0 0 1rem; }
form { margin: 1.5rem 0; }
input { font: inherit; max-width: 100%; padding: .4rem; width: 20rem; }
button { font: inherit; padding: .4rem 1rem; }
table { border-collapse: collapse; width: 100%; }
caption, th, td { padding: .25rem .5rem .25rem 0; text-align: left; }
[role="status"] { border-left: .25rem solid #1b5e9e; padding-left: .75rem; }
"""

OWN_ASSETS: Final[Mapping[str, tuple[bytes, str]]] = {
    "start.js": (START, _SCRIPT),
    "look.css": (LOOK, _STYLE),
}

DOCUMENT_PAGE: Final = b"""\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tenantry API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="stylesheet" href="/docs/look.css">
<body class="document">
<div id="document"></div>
<noscript>The document itself is at <a href="/openapi.json">/openapi.json</a>.</noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""


@cache
def asset(name: str) -> tuple[bytes, str] | None:
    """Return a file of the browsable document and its media type."""
    if name in OWN_ASSETS:
        return OWN_ASSETS[name]
    if name not in ASSETS:
        return None
    place, media_type = ASSETS[name]
    return Path(str(distribution(SWAGGER_UI).locate_file(place))).read_bytes(), media_type


def problem_page(kind: ProblemType) -> bytes:
    """Return the page that explains a problem."""
    others = "".join(
        f'<li><a href="{other.uri}">{escape(other.slug)}</a></li>' for other in PROBLEM_TYPES if other is not kind
    )
    return f"""\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(kind.title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/look.css">
<h1>{escape(kind.title)}</h1>
<p><code>{kind.status}</code> <code>{escape(kind.slug)}</code></p>
<dl>
<dt>What it means</dt><dd>{_prose(kind.meaning)}</dd>
<dt>What to do</dt><dd>{_prose(kind.remedy)}</dd>
</dl>
<p>The answer is a problem as in RFC 9457. Tell us its <code>request_id</code> when you ask about it.</p>
<h2>Other problems</h2>
<ul>{others}</ul>
</html>
""".encode()


def _prose(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
