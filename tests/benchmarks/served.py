"""Our application for a server to import; what a client needs lies in the file `acme.json`."""

import json
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.tenantry import assemble

_assembly = assemble()
Path("acme.json").write_text(json.dumps(asdict(_assembly.acme)))
application = _assembly.app
