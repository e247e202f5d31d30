"""Every rule about the code: a function that takes the root of a source tree and names what breaks it."""

from collections.abc import Callable
from pathlib import Path

Rule = Callable[[Path], list[str]]
