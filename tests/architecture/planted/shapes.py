"""Use cases, ports and adapters that do not look like it."""

from tests.architecture.planted.breach import Breach
from tests.architecture.rules import shapes

PORT = '''
from typing import Protocol
class Clock(Protocol):
    """Tells the time."""
'''
HANDING_PORT = '''
class Workspaces(Protocol):
    """The only door."""
    def open(self) -> Workspace: ...
''' + PORT.replace("Clock", "Workspace")
KEPT_PORT = {
    "application/ports/clock.py": PORT,
    "adapters/system/clock.py": '@final\nclass Wall(Clock):\n    """The clock on the wall."""\n',
}


USE_CASE = '''
@dataclass(frozen=True)
class InviteUser:
    """Reserves a seat."""
    def __call__(self, actor, *, email): ...
'''
SHAPES = (
    Breach(
        shapes.a_use_case_is_one_frozen_callable_named_like_its_file,
        {
            "application/people/invite_user.py": USE_CASE,
            "application/people/resend_invitation.py": USE_CASE,
            "application/people/remove_user.py": USE_CASE.replace("InviteUser", "RemoveUser").replace(
                "(frozen=True)", ""
            ),
            "application/people/list_users.py": "class ListUsers:\n    def __call__(self, actor): ...\n",
            "application/people/two.py": USE_CASE + USE_CASE.replace("InviteUser", "Two"),
            "application/people/words.py": "SEATS = 3\n",
        },
        (
            "application/people/list_users.py: ListUsers is not frozen",
            "application/people/list_users.py: ListUsers has no docstring",
            "application/people/remove_user.py: RemoveUser is not frozen",
            "application/people/resend_invitation.py has not exactly one public callable class, named like the file",
            "application/people/two.py has not exactly one public callable class, named like the file",
        ),
    ),
    Breach(
        shapes.a_use_case_takes_keywords_after_the_actor,
        {"application/people/invite_user.py": USE_CASE.replace("*, email", "email, *, role")},
        ("application/people/invite_user.py takes email by position",),
    ),
    Breach(
        shapes.the_application_lists_every_use_case,
        {
            "application/application.py": "class Application:\n    invite_user: InviteUser\n",
            "application/people/invite_user.py": USE_CASE,
            "application/people/remove_user.py": USE_CASE.replace("InviteUser", "RemoveUser"),
        },
        ("application/people/remove_user.py is not in application/application.py",),
    ),
    Breach(
        shapes.a_use_case_states_its_permission_or_is_public_by_name,
        {
            "application/application.py": "PUBLIC: Final = frozenset({LogIn})\n",
            "application/people/invite_user.py": USE_CASE,
            "application/people/remove_user.py": USE_CASE.replace("InviteUser", "RemoveUser")
            + "    permission: ClassVar[Permission] = Permission.REMOVE_USERS\n",
            "application/sessions/log_in.py": USE_CASE.replace("InviteUser", "LogIn"),
            "application/access/admit.py": USE_CASE.replace("InviteUser", "Admit"),
        },
        ("application/people/invite_user.py: InviteUser states no permission",),
    ),
    Breach(
        shapes.a_port_file_holds_one_documented_port,
        {
            "application/ports/clock.py": PORT,
            "application/ports/ids.py": "class Ids(ABC): ...\n",
            "application/ports/mailbox.py": PORT + PORT.replace("Clock", "Post"),
            "application/ports/workspaces.py": HANDING_PORT,
            "application/ports/tokens.py": "class TokenPort(Protocol): ...\n",
        },
        (
            "application/ports/ids.py holds 0 ports",
            "application/ports/mailbox.py holds 2 ports",
            "application/ports/tokens.py: TokenPort has no docstring",
            "application/ports/tokens.py: TokenPort names its kind, not its business",
        ),
    ),
    Breach(
        shapes.every_port_has_a_final_adapter_that_names_it,
        {
            **KEPT_PORT,
            "application/ports/ids.py": PORT.replace("Clock", "Ids"),
            "adapters/system/ids.py": "class Random: ...\n",
        },
        ("application/ports/ids.py: no adapter names Ids as its base",),
    ),
    Breach(
        shapes.an_adapter_of_a_port_is_final_and_documented,
        {**KEPT_PORT, "adapters/system/movable.py": "class Movable(ports.Clock): ...\nclass Free: ...\n"},
        (
            "adapters/system/movable.py: Movable is not @final",
            "adapters/system/movable.py: Movable has no docstring",
        ),
    ),
)
