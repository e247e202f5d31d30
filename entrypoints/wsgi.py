"""Tenantry for a WSGI server of one's own: `granian --interface wsgi --factory entrypoints.wsgi:application`.

Memory belongs to one process: let the server start one worker.
"""

import gc
from wsgiref.types import WSGIApplication

from entrypoints.beside import work_off_what_is_due
from entrypoints.container import log_to_stderr, memory_application
from entrypoints.container.http import http_api
from entrypoints.settings import Settings


def application() -> WSGIApplication:
    """Return the application, empty, with what runs beside it. WrongSetting names a setting that cannot be used."""
    settings = Settings.read()
    log_to_stderr(settings)
    assembly = memory_application(settings)
    work_off_what_is_due(assembly)
    api = http_api(assembly)
    settle()
    return api


def settle() -> None:
    """Let the garbage collector pass over what was built at the start: it stays until the end.

    Otherwise a batch of a thousand records makes it look through all of it, for most of the batch's time.
    """
    gc.collect()
    gc.freeze()
