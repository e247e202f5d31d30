"""An organization's settings as an attribute of its item: one text of what differs from the usual settings."""

from functools import lru_cache
from ipaddress import ip_network
from json import loads
from typing import Final

from adapters.dynamodb.items.values import Attributes, Item, as_text, structure
from domain.organizations.settings import Overage, Settings
from domain.roles.role import Role

_USUALLY: Final[dict[str, object]] = {
    "mfa": False,
    "domains": [],
    "session": 60,
    "role": "member",
    "networks": [],
    "overage": False,
    "cap": None,
}
"""What is left out. It belongs to the schema: the domain's defaults may change, kept settings may not."""


def to_item(settings: Settings) -> Item:
    """Return the attribute; none for the usual settings."""
    told = {
        "mfa": settings.require_mfa,
        "domains": sorted(settings.allowed_domains),
        "session": settings.session_timeout,
        "role": settings.default_role.value,
        "networks": [str(network) for network in settings.ip_allowlist],
        "overage": settings.overage.enabled,
        "cap": settings.overage.spend_cap_cents,
    }
    unusual = {name: part for name, part in told.items() if part != _USUALLY[name]}
    return {"settings": structure(unusual)} if unusual else {}


def from_item(item: Attributes) -> Settings:
    return _settings(as_text(item["settings"]) if "settings" in item else "{}")


@lru_cache(maxsize=1024)
def _settings(told: str) -> Settings:
    """Read settings; organizations whose settings are told alike share them."""
    read = {**_USUALLY, **loads(told)}
    return Settings(
        require_mfa=read["mfa"],
        allowed_domains=frozenset(read["domains"]),
        session_timeout=read["session"],
        default_role=Role(read["role"]),
        ip_allowlist=tuple(ip_network(network) for network in read["networks"]),
        overage=Overage(read["overage"], read["cap"]),
    )
