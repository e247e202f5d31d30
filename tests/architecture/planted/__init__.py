"""For each rule about the code, a source tree that breaks it."""

from tests.architecture.planted.breach import Breach
from tests.architecture.planted.imports import IMPORTS
from tests.architecture.planted.repository import REPOSITORY
from tests.architecture.planted.shapes import SHAPES
from tests.architecture.planted.words import IMPORT_TIME, WORDS

__all__ = ["BREACHES", "Breach"]

BREACHES = (*IMPORTS, *SHAPES, *WORDS, *REPOSITORY, *IMPORT_TIME)
