"""Many histories of one life, each with its own post."""

from tests.billing.chance import Chance
from tests.billing.lives import Life
from tests.billing.playing import played, reference, standing
from tests.billing.post import Fate, by_chance


def astray(life: Life, seeds: range) -> dict[int, list[str]]:
    """Return the seeds whose post leads elsewhere than the best one, and how it stands there instead."""
    found = {seed: differences(life, by_chance(Chance(f"{life.name}/{seed}"))) for seed in seeds}
    return {seed: told for seed, told in found.items() if told}


def differences(life: Life, fate: Fate) -> list[str]:
    """Return what stands in the end and should not, and what should and does not."""
    wanted, found = reference(life), standing(played(life, fate))
    return [
        *(f"- {told}" for told in wanted if told not in found),
        *(f"+ {told}" for told in found if told not in wanted),
    ]
