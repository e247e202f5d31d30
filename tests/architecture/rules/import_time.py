"""Nothing happens at import time: no socket, thread, process or file, no application and no client."""

import json
import subprocess
import sys
from pathlib import Path
from typing import cast

from tests.architecture.source_tree import LAYERS

PROBE = Path(__file__).resolve().parents[1] / "import_probe.py"


def importing_does_nothing_else(root: Path) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-B", str(PROBE), str(root), *LAYERS],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        return [f"importing fails: {ran.stderr.strip().splitlines()[-1]}"]
    return cast("list[str]", json.loads(ran.stdout))
