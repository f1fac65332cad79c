"""Which network a request comes from, as far as our own proxies tell."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from chatscape.pseudonyms import pseudonym

IPV6_PREFIX = 64  # what a household or a host is given
UNKNOWN = "unknown"


def network_of(request: HttpRequest) -> str:
    """The client's IPv4 address or IPv6 network.

    Each proxy in front appends to X-Forwarded-For whoever spoke to it; what is left of that, a
    visitor may have written.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    chain = [*forwarded, request.META.get("REMOTE_ADDR", "")]
    address = _address(chain[-1 - settings.PROXIES]) if len(chain) > settings.PROXIES else None
    if address is None:
        return UNKNOWN
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((address, IPV6_PREFIX), strict=False))


def network_digest(request: HttpRequest) -> str:
    """The same under a keyed hash, as it may be stored and logged."""
    return pseudonym(network_of(request))


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
