"""How Tenantry is put together: what is built from what, and the assemblies that come out of it."""

from entrypoints.container.assembly import Assembly, assembled, log_to_stderr

__all__ = ["Assembly", "assembled", "log_to_stderr"]
