"""Files that a repository does not keep."""

from tests.architecture.planted.breach import Breach
from tests.architecture.rules import repository

# Cut in two, so that this file does not break the rules that it plants breaches of.
REGISTRY = "pypi" + ".org"
HOME = "/ro" + "ot/.cache"
SIBLING = "../sha" + "red/data"
KEY = "sk_li" + "ve_0123456789abcdefghijklmnop"
REPOSITORY = (
    Breach(
        repository.the_top_holds_agreed_names_alone,
        {"notes.txt": "", "src/domain.py": "", "README.md": ""},
        ("notes.txt is not agreed at the top", "src is not agreed at the top"),
    ),
    Breach(
        repository.no_file_names_a_registry,
        {"requirements.txt": f"flask==3.1.3\n# from https://{REGISTRY}/simple\n"},
        (f"requirements.txt:2 names {REGISTRY}",),
    ),
    Breach(
        repository.no_file_names_a_path_of_one_machine,
        {
            "Makefile": f"CACHE = {HOME}\n",
            "tests/log.py": f"LOG = '{SIBLING}/access.log'\n",
            ".ci/run": f"{SIBLING}\n",
        },
        ("Makefile:1 names /ro" + "ot/.", "tests/log.py:1 names ../sha" + "red/"),
    ),
    Breach(
        repository.no_file_holds_a_secret,
        {"README.md": f"curl -H 'X-API-Key: {KEY}'\n"},
        ("README.md:1 holds what looks like a secret",),
    ),
    Breach(
        repository.every_locked_requirement_has_a_hash,
        {
            "requirements.txt": "# made by make lock\nflask==3.1.3 \\\n    --hash=sha256:0ef0\n    # via tenantry\njinja2==3.1.6\n",
            "requirements-dev.txt": "pytest>=9 \\\n    --hash=sha256:0ef0\n",
        },
        (
            "requirements-dev.txt: pytest is not pinned with a hash",
            "requirements.txt: jinja2 is not pinned with a hash",
        ),
    ),
    Breach(
        repository.every_task_that_the_readme_names_exists,
        {"Makefile": "test: lint\n\tpytest\n", "README.md": "`make test`, then\n\nmake coffee\n"},
        ("README.md names make coffee",),
    ),
    Breach(
        repository.every_test_stands_where_tests_are_run,
        {
            "pyproject.toml": '[tool.pytest.ini_options]\ntestpaths = ["tests/unit"]\n',
            "tests/unit/money/test_cents.py": "",
            "tests/attic/test_old.py": "",
        },
        ("tests/attic/test_old.py is not under testpaths",),
    ),
)
