"""A browser that has a push service: Chromium's own is not there in tests.

Its one subscription outlives the page, as a browser's does.
"""

import base64
import json
from secrets import token_urlsafe

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import BrowserContext, Page

SCRIPT = """
const NAME = "push-service"
const kept = () => JSON.parse(localStorage.getItem(NAME))
const bytes = (text) => Uint8Array.from(
    atob(text.replaceAll("-", "+").replaceAll("_", "/")), (it) => it.charCodeAt(0)).buffer
const subscription = ({ endpoint, keys, key }) => ({
    endpoint,
    options: { applicationServerKey: bytes(key) },
    toJSON: () => ({ endpoint, expirationTime: null, keys }),
    unsubscribe: async () => { localStorage.removeItem(NAME); return true },
})
PushManager.prototype.getSubscription = async () => kept() && subscription(kept())
PushManager.prototype.subscribe = async ({ applicationServerKey: key }) => {
    localStorage.setItem(NAME, JSON.stringify({ ...%s, key }))
    return subscription(kept())
}
"""


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def public_key() -> str:
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    return base64url(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def new_subscription() -> dict[str, object]:
    keys = {"p256dh": public_key(), "auth": base64url(bytes(16))}
    return {"endpoint": f"https://push.example.com/{token_urlsafe(12)}", "keys": keys}


def give_push_service(context: BrowserContext) -> None:
    given = new_subscription()
    context.grant_permissions(["notifications"])
    context.add_init_script(f"{{{SCRIPT % json.dumps(given)}}}")


def is_subscribed(page: Page) -> bool:
    return bool(page.evaluate("localStorage.getItem('push-service') !== null"))


def subscribe_with_another_key(page: Page) -> None:
    """As a site does that has lost its key and made a new one since."""
    page.evaluate(
        """async (applicationServerKey) => {
            const { pushManager } = await navigator.serviceWorker.ready
            await pushManager.subscribe({ applicationServerKey })
        }""",
        public_key(),
    )
