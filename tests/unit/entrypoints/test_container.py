"""The container: every assembly builds everything, and gives every use case what its fields ask for."""

import subprocess
import sys
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from dependency_injector.providers import Object, Provider
from pydantic import SecretBytes, SecretStr

from adapters.security.passwords import Argon2Passwords
from adapters.system.clocks import MovableClock
from application.agenda.work_off import WorkOff
from application.application import Application
from application.ports.access_tokens import AccessClaims
from application.ports.agenda import WorkKind
from domain.errors import Unauthenticated
from domain.ids import OrganizationId, PersonId, SessionId, UserId
from entrypoints.container import assembled
from entrypoints.container.tenantry import Tenantry
from entrypoints.settings import Settings, WrongSetting

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
SECRET = "a secret of at least thirty-two bytes"
OUTBOX = Settings(mail="outbox")
SMTP = Settings(mail="smtp", smtp_url=SecretStr("smtp://localhost"))
TABLE = Settings(
    storage="dynamodb",
    jwt_secret={"1": SecretBytes(SECRET.encode())},
    key_peppers={"1": SecretBytes(SECRET.encode())},
)
ASSEMBLIES = {"memory": OUTBOX, "memory, mail by SMTP": SMTP, "a table": TABLE}
ALICE = AccessClaims(
    person_id=PersonId("per_alice"),
    organization_id=OrganizationId("org_acme"),
    user_id=UserId("usr_1"),
    session_id=SessionId("ses_1"),
    methods=("pwd",),
    issued_at=NOW,
    expires_at=NOW + timedelta(minutes=15),
)
PASSWORDS = Argon2Passwords(memory_cost=8, time_cost=1)


class Recorded:
    """A log that can be read."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, dict[str, str | int | None]]] = []

    def note(self, event: str, **facts: str | int | None) -> None:
        self.lines.append((event, facts))

    def alarm(self, event: str, **facts: str | int | None) -> None:
        pass

    def failure(self, event: str, error: Exception, **facts: str | int | None) -> None:
        self.lines.append((event, {"error": str(error), **facts}))


def container(settings: Settings) -> Tenantry:
    return Tenantry(settings=Object(settings), passwords=Object(PASSWORDS))


def parts(whole: object) -> dict[str, Any]:
    """What a dataclass is made of, and what that is made of, by the path to it."""
    found = {}
    for name in (field.name for field in fields(whole)):  # type: ignore[arg-type]
        part = getattr(whole, name)
        found[f"{type(whole).__name__}.{name}"] = part
        if type(part).__module__.startswith("application") and hasattr(part, "__dataclass_fields__"):
            found |= parts(part)
    return found


def misfits(whole: object) -> list[str]:
    """The fields of a dataclass, and of its parts, that hold no instance of what they are declared as."""
    wrong = []
    for name, declared in get_type_hints(type(whole)).items():
        part = getattr(whole, name, None)
        if isinstance(declared, type) and declared not in type(part).__mro__:
            wrong.append(f"{type(whole).__name__}.{name}")
        if type(part).__module__.startswith("application") and hasattr(part, "__dataclass_fields__"):
            wrong += misfits(part)
    return wrong


@pytest.mark.parametrize("settings", ASSEMBLIES.values(), ids=ASSEMBLIES.keys())
@pytest.mark.parametrize("name", sorted(Tenantry.providers))
def test_every_provider_builds(settings: Settings, name: str) -> None:
    provider: Provider[Any] = getattr(container(settings), name)

    assert provider() is not None


@pytest.mark.parametrize("settings", ASSEMBLIES.values(), ids=ASSEMBLIES.keys())
def test_every_use_case_gets_what_its_fields_are_declared_as(settings: Settings) -> None:
    built = container(settings)

    assert misfits(built.application()) == []
    assert misfits(built.work_off()) == []


def test_every_kind_of_work_has_a_handler() -> None:
    handlers = container(OUTBOX).handlers()

    assert set(handlers) == set(WorkKind)
    assert [misfit for handler in handlers.values() for misfit in misfits(handler)] == []


def test_the_use_cases_of_one_assembly_share_their_adapters() -> None:
    found = parts(assembled(OUTBOX, passwords=PASSWORDS).application)
    workspaces = {id(part) for path, part in found.items() if path.endswith(".workspaces")}

    assert len(workspaces) == 1


def test_two_assemblies_share_nothing() -> None:
    first, second = (assembled(OUTBOX, passwords=PASSWORDS) for _ in range(2))

    assert first.application.sign_up is not second.application.sign_up
    assert first.application.sign_up.workspaces is not second.application.sign_up.workspaces
    assert first.token_secret != second.token_secret


def test_the_clock_that_is_given_is_everybodys() -> None:
    clock = MovableClock(NOW)

    assembly = assembled(OUTBOX, clock=clock, passwords=PASSWORDS)

    found = {**parts(assembly.application), **parts(assembly.work_off)}
    assert {id(part) for path, part in found.items() if path.endswith(".clock")} == {id(clock)}
    assert assembly.clock is clock


def test_an_assembly_is_typed() -> None:
    assembly = assembled(OUTBOX, passwords=PASSWORDS)

    assert isinstance(assembly.application, Application)
    assert isinstance(assembly.work_off, WorkOff)
    assert assembly.work_off() == 0


def test_there_is_an_outbox_only_where_mail_is_kept() -> None:
    assert assembled(OUTBOX, passwords=PASSWORDS).outbox is not None
    assert assembled(SMTP, passwords=PASSWORDS).outbox is None


def test_secrets_that_nobody_gave_are_made_up_and_that_is_said() -> None:
    log = Recorded()

    assembled(OUTBOX, passwords=PASSWORDS, log=log)

    said = {facts["setting"] for event, facts in log.lines if event == "settings.made_up"}
    assert said == {"JWT_SECRET", "KEY_PEPPERS"}


def test_given_secrets_are_used_and_the_last_one_signs() -> None:
    log = Recorded()
    secrets = {"1": SecretBytes(SECRET.encode()), "2": SecretBytes(f"{SECRET}!".encode())}
    settings = Settings(jwt_secret=secrets, key_peppers=secrets)

    assembly = assembled(settings, passwords=PASSWORDS, log=log)

    assert assembly.token_secret == f"{SECRET}!".encode()
    assert log.lines == []


def test_one_assembly_does_not_take_the_tokens_of_another() -> None:
    first, second = (assembled(OUTBOX, passwords=PASSWORDS) for _ in range(2))
    token = first.application.log_in.access_tokens.issue(ALICE)

    with pytest.raises(Unauthenticated):
        second.application.authenticate_token.access_tokens.read(token, NOW)


def test_a_wrong_plan_catalogue_stops_the_start_with_a_line_that_names_the_setting(tmp_path: Path) -> None:
    settings = Settings(plan_catalogue=tmp_path / "missing.json")

    with pytest.raises(WrongSetting) as refused:
        assembled(settings, passwords=PASSWORDS)

    assert str(refused.value).startswith("PLAN_CATALOGUE: ")
    assert "\n" not in str(refused.value)


def test_audit_events_are_kept_as_long_as_the_settings_say() -> None:
    assembly = assembled(Settings(audit_retention_days=7), passwords=PASSWORDS)

    assert assembly.application.query_audit.retention == timedelta(days=7)


@pytest.mark.parametrize(("given", "missing"), [("key_peppers", "JWT_SECRET"), ("jwt_secret", "KEY_PEPPERS")])
def test_on_a_table_secrets_must_be_given(given: str, missing: str) -> None:
    settings = Settings(storage="dynamodb").model_copy(update={given: {"1": SecretBytes(SECRET.encode())}})

    with pytest.raises(WrongSetting) as refused:
        assembled(settings, passwords=PASSWORDS)

    assert str(refused.value).startswith(f"{missing}: ")


def test_a_process_that_keeps_everything_in_memory_does_not_import_the_client_of_dynamodb() -> None:
    code = "from entrypoints.container import assembled; from entrypoints.settings import Settings; import sys;"
    asked = subprocess.run(
        [sys.executable, "-c", f"{code} assembled(Settings()); print('botocore' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert asked.stdout == "False\n"
