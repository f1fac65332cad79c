"""Sign-ins that reach the provider are counted for each network."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from accounts.limits import Limits, RateLimited
from accounts.sign_ins import SignIns
from chatscape.network import network_digest, network_of
from chatscape.store.port import Store
from chatscape.wiring import application
from tests.accounts.browser import Browser, is_refused
from tests.accounts.hostile_provider import TOKEN, HostileProvider

MOST = 3


@pytest.fixture(autouse=True)
def limited(settings: Settings) -> None:
    settings.LIMITS = settings.LIMITS | {"sign_ins_per_minute": MOST}
    application.cache_clear()


def test_a_network_signs_in_so_often_within_a_minute(hostile: HostileProvider) -> None:
    browsers = [Browser() for _ in range(MOST + 1)]
    answers = [browser.signs_in() for browser in browsers]

    assert [answer.status_code for answer in answers[:MOST]] == [302] * MOST
    assert is_refused(answers[MOST], 429)
    assert 0 < int(answers[MOST]["Retry-After"]) <= 60
    assert browsers[MOST].user() is None
    assert len(hostile.requests_to(TOKEN)) == MOST  # the last one cost the provider nothing
    assert all(browser.user() for browser in browsers[:MOST])

    elsewhere = Browser()
    elsewhere.client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    assert elsewhere.signs_in().status_code == 302


def test_what_never_reaches_the_provider_is_not_counted(hostile: HostileProvider) -> None:
    for _ in range(MOST + 1):
        assert is_refused(Browser().comes_back("/oidc/callback/?code=c&state=s"))

    assert Browser().signs_in().status_code == 302


NETWORKS = {
    "direct": (0, "192.0.2.7", "", "192.0.2.7"),
    "direct, with a claim": (0, "192.0.2.7", "203.0.113.9", "192.0.2.7"),
    "one proxy": (1, "10.0.0.1", "203.0.113.9", "203.0.113.9"),
    "one proxy and a claim": (1, "10.0.0.1", "192.0.2.7, 203.0.113.9", "203.0.113.9"),
    "two proxies": (2, "10.0.0.1", "203.0.113.9, 10.0.0.1", "203.0.113.9"),
    "one proxy that says nothing": (1, "10.0.0.1", "", "unknown"),
    "fewer than there should be": (3, "10.0.0.1", "203.0.113.9", "unknown"),
    "no address": (1, "10.0.0.1", "alice@example.com", "unknown"),
    "a socket": (0, "", "", "unknown"),
    "IPv6": (0, "2001:db8:1:2:3::4", "", "2001:db8:1:2::/64"),
    "IPv4 within IPv6": (0, "::ffff:192.0.2.7", "", "192.0.2.7"),
}


@pytest.mark.parametrize(
    ("proxies", "address", "forwarded", "network"), NETWORKS.values(), ids=NETWORKS
)
def test_the_network_is_what_our_own_proxies_say(
    settings: Settings, proxies: int, address: str, forwarded: str, network: str
) -> None:
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=address, HTTP_X_FORWARDED_FOR=forwarded)

    assert network_of(request) == network
    assert network not in network_digest(request)


def test_those_who_come_at_once_are_all_counted(store: Store, settings: Settings) -> None:
    sign_ins = SignIns(store, Limits(**settings.LIMITS))
    together = Barrier(8)

    def count(_: int) -> bool:
        together.wait()
        try:
            sign_ins.count("network", time.time())
        except RateLimited:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(count, range(8))) == MOST
