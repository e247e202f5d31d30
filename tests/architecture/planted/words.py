"""Code that says what it may not, or does at import time what it may not."""

from tests.architecture.planted.breach import Breach
from tests.architecture.rules import import_time, words
from tests.architecture.source_tree import LAYERS

WORDS = (
    Breach(
        words.every_module_opens_with_a_sentence,
        {
            "domain/money.py": "CENTS = 100\n",
            "domain/__init__.py": "",
            "domain/ids.py": '"""Names of things."""\n',
        },
        ("domain/money.py does not say what it knows",),
    ),
    Breach(
        words.names_are_of_the_business,
        {
            "domain/team_utils.py": "",
            "application/seats.py": "class SeatManager: ...\nclass Manageress: ...\n",
            "adapters/mail/post.py": "def mail_helper(): ...\n",
            "tests/unit/test_team.py": "class TeamServiceImpl: ...\n",
        },
        (
            "domain/team_utils.py is called team_utils",
            "application/seats.py is called SeatManager",
            "adapters/mail/post.py is called mail_helper",
            "tests/unit/test_team.py is called TeamServiceImpl",
        ),
    ),
    Breach(
        words.nobody_asks_the_world_directly,
        {
            "domain/cycle.py": "import datetime\nopened = datetime.datetime.now(datetime.UTC)\n",
            "application/ids.py": "from uuid import uuid4\n",
            "entrypoints/cli.py": "import os\nport = os.environ['PORT']\n",
            "entrypoints/settings.py": "import os\nport = os.environ['PORT']\n",
            "tests/unit/test_wait.py": "from time import sleep\nsleep(1)\n",
        },
        (
            "domain/cycle.py:2 says datetime.datetime.now",
            "application/ids.py:1 says uuid.uuid4",
            "entrypoints/cli.py:2 says os.environ",
            "tests/unit/test_wait.py:1 says time.sleep",
            "tests/unit/test_wait.py:2 says sleep",
        ),
    ),
    Breach(
        words.nothing_is_mocked,
        {
            "tests/unit/test_mail.py": "from unittest.mock import Mock\n",
            "tests/unit/test_time.py": "def test_now(monkeypatch):\n    monkeypatch.setattr(clock, 'now', noon)\n",
        },
        (
            "tests/unit/test_mail.py:1 says unittest.mock.Mock",
            "tests/unit/test_time.py:2 says monkeypatch.setattr",
        ),
    ),
    Breach(
        words.a_test_is_a_sentence_without_branches,
        {"tests/unit/test_seats.py": "def test_seats():\n    for seat in seats:\n        assert seat\n"},
        ("tests/unit/test_seats.py: test_seats branches at line 2",),
    ),
    Breach(
        words.no_file_is_long,
        {"domain/plans.py": "LIMIT = 1\n" * 301, "domain/limits.py": "LIMIT = 1\n" * 300},
        ("domain/plans.py has 301 lines",),
    ),
)

IMPORT_TIME = (
    Breach(
        import_time.importing_does_nothing_else,
        {
            **{f"{layer}/__init__.py": "" for layer in LAYERS},
            "domain/notes.txt": "",
            "domain/read.py": "from pathlib import Path\nPath(__file__).with_name('notes.txt').read_text()\n",
            "application/idle.py": "import threading\ndef work():\n    threading.Thread(target=print).start()\n",
            "application/busy.py": "import threading\nthreading.Thread(target=int).start()\n",
            "adapters/dial.py": "import socket\nsocket.socket().close()\n",
            "adapters/web.py": "import flask\napp = flask.Flask('web')\n",
            "entrypoints/run.py": "import subprocess\nsubprocess.run(['true'])\n",
        },
        (
            "adapters/dial.py opens a socket",
            "application/busy.py starts a thread",
            "domain/read.py opens notes.txt",
            "entrypoints/run.py starts a process",
            "somebody builds a Flask application",
        ),
    ),
)
