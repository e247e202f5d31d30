"""Imports that point the wrong way, or to a library that is not at home there."""

from tests.architecture.planted.breach import Breach
from tests.architecture.rules import imports

IMPORTS = (
    Breach(
        imports.imports_point_inwards,
        {
            "domain/plans.py": "from application import authorise\n",
            "application/people/invite_user.py": "def late():\n    import adapters.memory\n",
            "adapters/http/app.py": "from entrypoints.settings import Settings\n",
            "entrypoints/demo.py": "from tests.people import ALICE\n",
        },
        (
            "domain/plans.py imports application.authorise",
            "application/people/invite_user.py imports adapters.memory",
            "adapters/http/app.py imports entrypoints.settings.Settings",
            "entrypoints/demo.py imports tests.people.ALICE",
        ),
    ),
    Breach(
        imports.the_domain_imports_pure_standard_library_alone,
        {"domain/ids.py": "import os\nimport random, threading\nfrom pydantic import BaseModel\nimport decimal\n"},
        (
            "domain/ids.py imports os",
            "domain/ids.py imports random",
            "domain/ids.py imports threading",
            "domain/ids.py imports pydantic.BaseModel",
        ),
    ),
    Breach(
        imports.the_application_imports_pure_standard_library_and_the_domain_alone,
        {
            "application/ports/clock.py": "import domain.ids\nimport time\n",
            "application/usage/record_usage.py": "from ..authorise import permit\nfrom socket import socket\nimport orjson\n",
        },
        (
            "application/ports/clock.py imports time",
            "application/usage/record_usage.py imports socket.socket",
            "application/usage/record_usage.py imports orjson",
        ),
    ),
    Breach(
        imports.each_adapter_imports_its_own_libraries_alone,
        {
            "adapters/http/app.py": "import flask, os\nimport sortedcontainers\n",
            "adapters/memory/store.py": "from sortedcontainers import SortedDict\nfrom flask import g\n",
            "adapters/weather/rain.py": "import requests\n",
        },
        (
            "adapters/http/app.py imports sortedcontainers",
            "adapters/memory/store.py imports flask.g",
            "adapters/weather/rain.py imports requests",
        ),
    ),
    Breach(
        imports.adapters_do_not_know_each_other,
        {"adapters/http/app.py": "import adapters.http.bodies\nfrom adapters.memory import Store\n"},
        ("adapters/http/app.py imports adapters.memory.Store",),
    ),
    Breach(
        imports.entrypoints_import_agreed_libraries_where_they_are_at_home,
        {
            "entrypoints/settings.py": "import pydantic_settings\n",
            "entrypoints/cli.py": "import click\nimport pydantic_settings\nimport requests\n",
            "entrypoints/wsgi.py": "from dependency_injector import providers\n",
        },
        (
            "entrypoints/cli.py imports pydantic_settings",
            "entrypoints/cli.py imports requests",
            "entrypoints/wsgi.py imports dependency_injector.providers",
        ),
    ),
    Breach(
        imports.only_the_container_names_adapters,
        {
            "entrypoints/container.py": "import adapters.memory\n",
            "entrypoints/wsgi.py": "from adapters.http import app\n",
        },
        ("entrypoints/wsgi.py imports adapters.http.app",),
    ),
    Breach(
        imports.no_import_is_hidden,
        {
            "domain/ids.py": "import importlib\nimportlib.import_module('os')\n",
            "adapters/http/app.py": "__import__('x')\n",
        },
        ("domain/ids.py calls importlib.import_module", "adapters/http/app.py calls __import__"),
    ),
)
