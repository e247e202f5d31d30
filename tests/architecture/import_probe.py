"""Run on its own: imports every module below a root and prints, as JSON, what happened besides importing."""

import gc
import importlib
import json
import os
import sys
import threading
from pathlib import Path
from types import FrameType

ROOT = Path(sys.argv[1]).resolve()
HAPPENINGS = {
    "os.fork": "starts a process",
    "os.posix_spawn": "starts a process",
    "os.system": "starts a process",
    "socket.__new__": "opens a socket",
    "sqlite3.connect": "opens a database",
    "subprocess.Popen": "starts a process",
}
BUILT_TOO_EARLY = {"flask.app.Flask": "a Flask application", "httpx.Client": "an HTTP client"}
CODE = {".py", ".pyc", ".so"}
found: set[str] = set()
start_thread = threading.Thread.start


def listen(event: str, facts: tuple[object, ...]) -> None:
    if event == "socket.__new__" and _is_known_probe():
        return
    if event in HAPPENINGS:
        found.add(f"{_blamed()} {HAPPENINGS[event]}")
    if event == "open" and isinstance(facts[0], str) and _is_of_interest(Path(facts[0]), facts[2]):
        found.add(f"{_blamed()} opens {Path(facts[0]).name}")


def _is_known_probe() -> bool:
    """Tell whether urllib3 looks, as it is imported, whether this machine speaks IPv6: it binds, and closes at once."""
    frame = sys._getframe(2)
    while frame.f_back is not None and frame.f_code.co_filename.endswith("socket.py"):
        frame = frame.f_back
    return (frame.f_globals.get("__name__"), frame.f_code.co_name) == ("urllib3.util.connection", "_has_ipv6")


def start_and_tell(thread: threading.Thread) -> None:
    found.add(f"{_blamed()} starts a thread")
    start_thread(thread)


def _is_of_interest(path: Path, flags: object) -> bool:
    written = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
    ours = path.is_relative_to(ROOT) and not path.is_relative_to(sys.prefix) and path.suffix not in CODE
    return written or ours


def _blamed() -> str:
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and not path.is_relative_to(sys.prefix) and path != Path(__file__):
            return path.relative_to(ROOT).as_posix()
        frame = frame.f_back
    return "a library"


def _names() -> list[str]:
    paths = [path.relative_to(ROOT) for layer in sys.argv[2:] for path in sorted((ROOT / layer).rglob("*.py"))]
    return [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths]


def _built() -> set[str]:
    kinds = {f"{type(thing).__module__}.{type(thing).__qualname__}" for thing in gc.get_objects()}
    return {f"somebody builds {noun}" for kind, noun in BUILT_TOO_EARLY.items() if kind in kinds}


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    sys.addaudithook(listen)
    # Python 3.11 raises no auditing event for a thread.
    threading.Thread.start = start_and_tell  # type: ignore[method-assign, assignment]
    for name in _names():
        if not name.endswith(".__main__"):
            importlib.import_module(name)
    happened = sorted(found | _built())
    found.clear()
    print(json.dumps(happened))
