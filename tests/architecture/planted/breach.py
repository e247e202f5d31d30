"""A source tree that breaks a rule, and what the rule then says."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.architecture.rules import Rule


@dataclass(frozen=True)
class Breach:
    """Files that break a rule, and the words in which the rule must name them."""

    rule: Rule
    files: Mapping[str, str]
    named: tuple[str, ...]
