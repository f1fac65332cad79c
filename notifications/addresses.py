"""Where a notification may go: an address that a stranger gives must not lead into our network."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

MAX_ENDPOINT = 2048  # bytes
MAX_HOST = 253

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# As a browser writes it. The last label begins with a letter, so that no number is a host, however
# it is written; a port, a user and a fragment have no place.
ENDPOINT = re.compile(
    rf"https://(?P<host>(?:{LABEL}\.)+(?=[a-z]){LABEL})(?P<target>/[A-Za-z0-9._~:/?@!$&'()*+,;=%-]*)"
)
WITHIN_NETWORKS = {
    *("localhost", "local", "localdomain", "internal", "intranet", "private"),
    *("home", "lan", "corp", "arpa", "onion"),
}

GLOBAL_UNICAST = ip_network("2000::/3")
TRANSLATED = ip_network("64:ff9b::/96")  # an IPv4 address behind NAT64

Address = IPv4Address | IPv6Address


class NotAllowed(Exception):
    """The endpoint is none that a notification may be sent to."""


def split_endpoint(endpoint: str) -> tuple[str, str]:
    """Host and target of a push service's address. No name is resolved. Raises NotAllowed."""
    found = ENDPOINT.fullmatch(endpoint) if len(endpoint) <= MAX_ENDPOINT else None
    if found is None or len(found["host"]) > MAX_HOST:
        raise NotAllowed
    if found["host"].rpartition(".")[2] in WITHIN_NETWORKS:
        raise NotAllowed
    return found["host"], found["target"]


def is_public(text: str) -> bool:
    """Whether an address is one of the internet, also where another one is wrapped in it."""
    try:
        address = _unwrapped(ip_address(text))
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        return address in GLOBAL_UNICAST and address.is_global
    return address.is_global and not address.is_multicast and not address.is_reserved


def _unwrapped(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address in TRANSLATED:
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour or address
