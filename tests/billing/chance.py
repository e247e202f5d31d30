"""Chance that comes out the same for the same seed, on every machine."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(slots=True)
class Chance:
    """A fair die of as many sides as are asked for."""

    seed: str
    thrown: int = 0

    def below(self, stop: int) -> int:
        """Return a number from 0 up to `stop`, without it."""
        self.thrown += 1
        return int.from_bytes(sha256(f"{self.seed}/{self.thrown}".encode()).digest()[:8]) % stop
