"""What the machine that runs the tests offers: a real access log, a browser, and the time for a soak."""

import os
import shutil
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FETCHED_BROWSER = Path(__file__).parent.parent / ".browser" / "chromium"


def access_log() -> Path | None:
    """The web server's log that `ACCESS_LOG` names, if it names one that is there."""
    named = Path(os.environ.get("ACCESS_LOG", ""))
    return named if named.is_file() else None


def browser() -> str | None:
    """The path of a browser that playwright can drive: an installed one, or the one that `make test` has fetched."""
    return next(filter(None, map(shutil.which, (*BROWSERS, str(FETCHED_BROWSER)))), None)


def soaking() -> bool:
    """Whether `make soak` runs, with the full counts of `SOAK=1`."""
    return os.environ.get("SOAK") == "1"
