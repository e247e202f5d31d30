"""A total while several changes are made to it in one step: each is decided as if it were made alone, in its turn."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.limits.claim import Claim, Limit
from domain.usage.allowance import Bound
from domain.usage.thresholds import Threshold


@dataclass(slots=True)
class RunningTotal:
    """What becomes of a total that was read, and between which totals all that was decided on the way would be so."""

    bound: Bound
    total: int
    """As it was read."""
    totals: Mapping[Limit, int]
    """Those that are known, with those of the warnings given."""
    quiet: bool
    """Whether it has had all its warnings of today."""
    change: int = 0
    """What all changes that were taken come to so far."""
    crossed: list[tuple[Bound, Threshold]] = field(default_factory=list)
    """The thresholds that are reached on the way, also if the total falls below them again."""
    _least: int = 0
    _most: int | None = None

    @property
    def used(self) -> int:
        """The total after the changes that were taken."""
        return self.total + self.change

    def fits(self, amount: int) -> bool:
        """Tell whether `amount` more may be taken now."""
        return self.bound.fits(self.used, amount)

    def refuse(self, amount: int) -> None:
        """Take nothing; what was read holds only as long as `amount` would be refused."""
        if self.bound.ceiling is not None:
            self._least = max(self._least, self.bound.ceiling - self.change - amount + 1)

    def take(self, amount: int) -> None:
        """Take a change that fits, with the thresholds that it reaches."""
        self.change += amount
        if amount <= 0:
            return
        ceiling = self.bound.ceiling
        crossed = {threshold for _, threshold in self.crossed}
        for threshold in () if self.quiet else self.bound.thresholds:
            if threshold in crossed or threshold.was_told(self.totals.get(threshold.told, 0)):
                continue
            if self.used < threshold.at:
                ceiling = threshold.at - 1 if ceiling is None else min(ceiling, threshold.at - 1)
                break
            self.crossed.append((self.bound, threshold))
            self._least = max(self._least, threshold.at - self.change)
        if ceiling is not None:
            most = ceiling - self.change
            self._most = most if self._most is None else min(self._most, most)

    def claim(self) -> Claim:
        """Return the claim of everything that was taken, which holds only where all was decided rightly."""
        ceiling = None if self._most is None else self._most + self.change
        return Claim(self.bound.limit, self.change, self._least, ceiling, self.bound.stretch)
