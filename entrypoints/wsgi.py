"""Tenantry for a WSGI server of one's own: `waitress-serve --call entrypoints.wsgi:application`.

The server reads a request's body before it takes a thread for it, or slow callers hold up all others. Memory belongs
to one process: let the server start one.
"""

import gc
from typing import Final
from wsgiref.types import WSGIApplication

from entrypoints.beside import find_earlier_excess, work_off_what_is_due
from entrypoints.container import assembled, log_to_stderr
from entrypoints.container.http import http_api
from entrypoints.production import settings_to_serve

NEW_OBJECTS: Final = 20_000
"""Before the collector looks at them, in place of 700: looking takes it a millisecond, and of a batch's time 7 %
less (4.1 instead of 4.4 µs a record, 1,000 at once, in process)."""


def application() -> WSGIApplication:
    """Return the application, empty, with what runs beside it. WrongSetting names what keeps it from starting."""
    settings = settings_to_serve()
    log_to_stderr(settings)
    assembly = assembled(settings)
    work_off_what_is_due(assembly)
    find_earlier_excess(assembly)
    api = http_api(assembly)
    settle()
    return api


def settle() -> None:
    """Let the garbage collector pass over what was built at the start: it stays until the end.

    Otherwise a batch of a thousand records makes it look through all of it, for most of the batch's time. And let it
    look at what is new only after so much as a few such batches make: nearly all of that is gone by itself by then.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
