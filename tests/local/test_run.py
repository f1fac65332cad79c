"""`make run` as a newcomer meets it."""

import http.client
import os
import signal
import socket
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.site import Site, is_free, local_site, wait_until


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One copy for all tests that leave it site."""
    with local_site(tmp_path_factory.mktemp("site")) as site:
        wait_until(lambda: "Ctrl-C" in site.log)
        yield site


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Site]:
    with local_site(tmp_path / "own") as site:
        yield site


def signed_in(site: Site, email: str, http: requests.Session | None = None) -> requests.Session:
    browser = http or requests.Session()
    form = browser.get(f"{site.origin}/oidc/authenticate/")
    browser.post(form.url, data={"email": email}).raise_for_status()
    return browser


def has_ended(site: Site) -> bool:
    """Nothing is left of its process group."""
    try:
        os.killpg(site.process.pid, 0)
    except ProcessLookupError:
        return True
    return False


def pid_of(site: Site, module: str) -> int:
    for folder in Path("/proc").glob("[0-9]*"):
        words = (folder / "cmdline").read_bytes().split(b"\0")
        if module.encode() in words and str(site.data_dir).encode() in words:
            return int(folder.name)
    raise LookupError(module)


def test_it_says_where_it_is_and_how_to_be_two(site: Site) -> None:
    assert f"ChatScape is at {site.origin}" in site.log
    assert "two browsers" in site.log
    assert "staff@example.com" in site.log


def test_the_site_sends_to_the_local_provider_and_is_sent_back(site: Site) -> None:
    browser = requests.Session()

    form = browser.get(f"{site.origin}/oidc/authenticate/?next=/about/")
    page = browser.post(form.url, data={"email": "alice@example.com"})

    assert form.url.startswith(f"{site.issuer}/oauth2/authorize?")
    assert (page.status_code, page.url) == (200, f"{site.origin}/about/")


def test_what_it_serves_is_what_is_shipped(site: Site) -> None:
    page = requests.get(site.origin)
    missing = requests.get(f"{site.origin}/no-such-page")

    assert "/static/" in page.text
    assert "/static/css/chatscape.css" not in page.text  # but a name with its hash
    assert missing.status_code == 404
    assert "urlconf" not in missing.text.lower()


def test_keys_and_data_are_for_their_owner_only(site: Site) -> None:
    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    assert mode(site.data_dir / "secret_key") == 0o600
    assert mode(site.data_dir / "provider_key.pem") == 0o600


def test_it_listens_on_this_machine_only(site: Site) -> None:
    elsewhere = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
    for address in elsewhere - {"127.0.0.1", "::1"}:
        for port in (site.port, site.oidc_port):
            with pytest.raises(OSError, match="refused"):
                http.client.HTTPConnection(str(address), port).connect()


@pytest.mark.parametrize(
    ("whom", "number"),
    [
        (os.kill, signal.SIGINT),
        (os.killpg, signal.SIGINT),
        (os.kill, signal.SIGTERM),
        (os.killpg, signal.SIGHUP),
    ],
)
def test_a_signal_stops_everything(
    own_site: Site, whom: Callable[[int, int], None], number: signal.Signals
) -> None:
    whom(own_site.process.pid, number)

    assert own_site.process.wait() == 0
    assert has_ended(own_site)
    assert is_free(own_site.port)
    assert is_free(own_site.oidc_port)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds a process by /proc")
def test_when_one_process_dies_the_others_are_stopped(own_site: Site) -> None:
    os.kill(pid_of(own_site, "local.provider"), signal.SIGKILL)

    assert own_site.process.wait() == 1
    assert "The local provider ended by itself" in own_site.log
    assert has_ended(own_site)


def test_a_session_survives_a_restart(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.start()
    site.wait_until_it_answers()
    browser = signed_in(site, "alice@example.com")
    site.kill()

    site.start()
    site.wait_until_it_answers()
    page = browser.get(f"{site.origin}/chats/")
    site.stop()

    assert page.url == f"{site.origin}/chats/"
    assert page.status_code == 200


def test_two_copies_run_side_by_side(site: Site, tmp_path: Path) -> None:
    browser = requests.Session()
    with local_site(tmp_path / "two") as other:
        signed_in(site, "alice@example.com", browser)
        signed_in(other, "bob@example.com", browser)
        pages = [browser.get(f"{copy.origin}/account/").text for copy in (site, other)]

    assert "alice@example.com" in pages[0]
    assert "bob@example.com" in pages[1]


@pytest.mark.parametrize("name", ["PORT", "OIDC_PORT"])
def test_a_port_in_use_is_named_with_the_way_out(tmp_path: Path, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]
        site = Site(tmp_path, {name: str(port)})
        site.start()

        assert site.process.wait() == 1

    assert f"Port {port} is in use" in site.log
    assert f"{name}=" in site.log


@pytest.mark.parametrize("wrong", ["0", "65536", "eighty", "-1", "80 81"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, wrong: str) -> None:
    site = Site(tmp_path, {"PORT": wrong})
    site.start()

    assert site.process.wait() == 1
    assert "PORT=" in site.log
    assert "Traceback" not in site.log


def test_a_bad_setting_stops_it_with_its_name(tmp_path: Path) -> None:
    site = Site(tmp_path, {"CHATSCAPE_STORE": "mysql://nowhere"})
    site.start()

    assert site.process.wait() == 1
    assert "CHATSCAPE_STORE must be" in site.log


def test_what_the_environment_leaves_empty_is_not_said(tmp_path: Path) -> None:
    empty = dict.fromkeys(("CHATSCAPE_STORE", "OIDC_ISSUER"), "")
    with local_site(tmp_path, empty) as site:
        signed_in(site, "alice@example.com")

    assert (tmp_path / "chatscape.sqlite3").exists()


def test_what_the_environment_says_wins(tmp_path: Path) -> None:
    database = tmp_path / "elsewhere.sqlite3"
    with local_site(tmp_path / "data", {"CHATSCAPE_STORE": f"sqlite:///{database}"}) as site:
        signed_in(site, "alice@example.com")

    assert database.exists()
    assert not (tmp_path / "data" / "chatscape.sqlite3").exists()


def test_the_reloading_variant_answers_and_stops(tmp_path: Path) -> None:
    command = ("-m", "local.run", "--dev")
    with local_site(tmp_path, command=(sys.executable, *command)) as site:
        page = requests.get(site.origin)
        assert "/static/css/chatscape.css" in page.text
        assert requests.get(f"{site.origin}/static/css/chatscape.css").status_code == 200
        assert urlsplit(page.url).port == site.port

        assert site.stop() == 0

    assert has_ended(site)
