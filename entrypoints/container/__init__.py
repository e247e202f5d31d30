"""How Tenantry is put together: what is built from what, and the assemblies that come out of it."""

from entrypoints.container.assembly import Assembly, log_to_stderr, memory_application

__all__ = ["Assembly", "log_to_stderr", "memory_application"]
