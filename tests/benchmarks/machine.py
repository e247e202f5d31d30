"""The machine and the interpreter that a measurement was taken on."""

import os
import platform
from pathlib import Path


def machine() -> str:
    """One line: CPU model, cores, memory, system, Python."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"{_field('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores, {_memory_gib()} GiB, "
        f"{platform.system()} {platform.release()}, {python}"
    )


def _memory_gib() -> int:
    return round(int(_field("/proc/meminfo", "MemTotal").split()[0]) / 2**20)


def _field(file: str, name: str) -> str:
    lines = Path(file).read_text().splitlines()
    return next(line.partition(":")[2].strip() for line in lines if line.startswith(name))
