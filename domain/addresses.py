"""IP addresses and networks: an IPv4 address counts as itself, also where it is written in IPv6 (RFC 4291, 2.5.5.2)."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_MAPPED_BITS: Final = 96
"""Of an IPv6 address, before the IPv4 address that is mapped into it."""


def read_address(text: str) -> Address | None:
    """Return the address that a text is, without a zone; None where it is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv4Address):
        return address
    return None if address.scope_id is not None else address.ipv4_mapped or address


def unmapped(network: Network) -> Network:
    """Return a network of IPv4 as one, also where it is written as `::ffff:192.0.2.0/120`."""
    if isinstance(network, IPv4Network) or network.prefixlen < _MAPPED_BITS:
        return network
    mapped = network.network_address.ipv4_mapped
    return network if mapped is None else IPv4Network((mapped, network.prefixlen - _MAPPED_BITS))


def is_within(address: Address, networks: tuple[Network, ...]) -> bool:
    """Tell whether an address, as `read_address` returns it, is in one of the networks."""
    return any(address in unmapped(network) for network in networks)
