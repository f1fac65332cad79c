"""What a browser and a person may ask for: a subscription as browsers write it, and two forms."""

import json
import re
from math import isfinite
from typing import NoReturn

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest

from .addresses import NotAllowed, split_endpoint
from .domain import Subscription, endpoint_hash
from .vapid import from_base64url

MAX_BYTES = 4 * 1024  # of a subscription; browsers write about 400
AUTH_BYTES = 16
DEVICE_ID = re.compile(r"[0-9a-f]{32}")
EXPIRY = "expirationTime"


class DeviceForm(forms.Form):
    """Names a device by its id or, as its own browser knows it, by its endpoint."""

    id = forms.CharField(required=False, max_length=64)
    endpoint = forms.CharField(required=False, max_length=MAX_BYTES)

    @property
    def device_id(self) -> str:
        """Nothing where no device could be meant."""
        if not self.is_valid():
            return ""
        if self.cleaned_data["endpoint"]:
            return endpoint_hash(self.cleaned_data["endpoint"])
        found = DEVICE_ID.fullmatch(self.cleaned_data["id"])
        return found[0] if found else ""


class NotificationsForm(forms.Form):
    shows_text = forms.BooleanField(required=False)


def parse_subscription(request: HttpRequest) -> Subscription:
    """What `JSON.stringify` makes of a PushSubscription, and nothing else. Raises BadRequest."""
    if request.content_type != "application/json" or len(request.body) > MAX_BYTES:
        raise BadRequest("That is no subscription.")
    try:
        return _subscription(_strict_json(request.body))
    except (ValueError, RecursionError, NotAllowed) as error:
        raise BadRequest("That is no subscription.") from error


def _strict_json(body: bytes) -> object:
    """Raises ValueError, and RecursionError for what is nested too deep."""
    return json.loads(body.decode(), object_pairs_hook=_no_name_twice, parse_constant=_refuse)


def _no_name_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a name twice")
    return members


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _subscription(told: object) -> Subscription:
    match told:
        case {
            "endpoint": str(endpoint),
            "keys": {"p256dh": str(p256dh), "auth": str(auth), **more},
            **others,
        } if not more and others.keys() <= {EXPIRY} and _is_time(others.get(EXPIRY)):
            split_endpoint(endpoint)
            _check_point(from_base64url(p256dh))
            _check_secret(from_base64url(auth))
            return Subscription(endpoint, p256dh, auth)
    raise ValueError("another shape")


def _is_time(value: object) -> bool:
    if isinstance(value, float):
        return isfinite(value)
    return value is None or (isinstance(value, int) and not isinstance(value, bool))


def _check_point(raw: bytes) -> None:
    """An uncompressed point on P-256. Raises ValueError."""
    from cryptography.hazmat.primitives.asymmetric import ec  # not before somebody subscribes

    if len(raw) != 65 or raw[0] != 4:
        raise ValueError("no uncompressed point")
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)


def _check_secret(raw: bytes) -> None:
    if len(raw) != AUTH_BYTES:
        raise ValueError("another length")
