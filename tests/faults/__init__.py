"""What the product survives: calls that fail before or after they took effect, processes that are killed, a table
that goes away under load.
"""

import pytest

pytest.register_assert_rewrite("tests.faults.stage", "tests.faults.trial", "tests.faults.sending")
