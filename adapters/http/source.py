"""Where a request comes from: its peer, or whom trusted proxies name in `X-Forwarded-For`."""

from functools import lru_cache
from typing import Final

from adapters.http.incoming import Environ, deadline_of
from application.actor import Source
from domain.addresses import Address, Network, is_within, read_address, unmapped

LONGEST_USER_AGENT: Final = 256
LONGEST_ADDRESS: Final = 64
"""Characters, with brackets and port: `[` + 45 + `]:65535` are 53."""
KEPT_ADDRESSES: Final = 4096
"""Whose reading is remembered: less than 2 MB."""

_BLANK: Final = " \t"
_LONGEST_PORT: Final = 5


class Sources:
    """Reads sources; what the networks of trusted proxies say about callers is believed."""

    def __init__(self, trusted_proxies: tuple[Network, ...]) -> None:
        self._proxies = tuple(unmapped(network) for network in trusted_proxies)
        self._known = lru_cache(maxsize=KEPT_ADDRESSES)(self._look_at)

    def __call__(self, environ: Environ, known_as: str) -> Source:
        """Return the source of a request; its address is None where it is unknown."""
        user_agent = environ.get("HTTP_USER_AGENT")
        user_agent = None if user_agent is None else user_agent[:LONGEST_USER_AGENT]
        return Source(self._address(environ), user_agent, known_as, deadline_of(environ))

    def _address(self, environ: Environ) -> str | None:
        """Return the nearest address that no trusted proxy speaks for (MDN: X-Forwarded-For, from the right).

        A proxy that names nobody speaks for itself; one that names something else than an address, for an unknown one.
        """
        address, is_proxy = self._read(environ.get("REMOTE_ADDR") or "")
        forwarded = environ.get("HTTP_X_FORWARDED_FOR")
        if not is_proxy or forwarded is None:
            return address
        for hop in reversed(forwarded.split(",")):
            address, is_proxy = self._read(hop.strip(_BLANK))
            if not is_proxy:
                return address
        return address

    def _read(self, text: str) -> tuple[str | None, bool]:
        """Return the address in its shortest form, None where there is none, and whether a trusted proxy has it."""
        return self._known(text) if 0 < len(text) <= LONGEST_ADDRESS else (None, False)

    def _look_at(self, text: str) -> tuple[str | None, bool]:
        address = _without_port(text)
        return (None, False) if address is None else (str(address), is_within(address, self._proxies))


def _without_port(text: str) -> Address | None:
    """Return the address of `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]` and `[2001:db8::1]:80`."""
    if text.startswith("["):
        host, bracket, port = text[1:].partition("]")
        has_form = bracket and ":" in host and (not port or (port[0] == ":" and _is_port(port[1:])))
        return read_address(host) if has_form else None
    host, colon, port = text.partition(":")
    if colon and "." in host:
        return read_address(host) if _is_port(port) else None
    return read_address(text)


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_PORT
