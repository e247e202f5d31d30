"""How a web server's access log becomes recorded usage."""

from pathlib import Path
from typing import Final

SAMPLE_LOG: Final = Path(__file__).with_name("sample_access.log")
"""300 lines of a web site that does not exist, two of them damaged: for the demo, and for trying it out."""
