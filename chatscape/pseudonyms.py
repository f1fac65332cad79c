"""Names for people and networks that the log and the store may know."""

from functools import lru_cache

from django.utils.crypto import salted_hmac


@lru_cache(maxsize=4096)
def pseudonym(personal: str) -> str:
    """Something of somebody's under a keyed hash: the same every time, and no way back."""
    return salted_hmac("chatscape.log", personal, algorithm="sha256").hexdigest()[:16]
