"""Names for people and networks that the log and the store may know."""

from functools import lru_cache

from django.utils.crypto import salted_hmac


@lru_cache(maxsize=4096)
def pseudonym(personal: str) -> str:
    """Something of somebody's under a keyed hash: the same every time, and no way back."""
    return keyed_hash("chatscape.log", personal, digits=16)


def keyed_hash(purpose: str, personal: str, *, digits: int) -> str:
    """Hexadecimal; nobody can make it who does not have the site's key."""
    return salted_hmac(purpose, personal, algorithm="sha256").hexdigest()[:digits]
