"""A call leaves for the internet alone, to whom it was checked to be, and not for long."""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from notifications.addresses import NotAllowed
from notifications.transport import Answer, NotPublic, Transport, Unreachable

from .hostile_subscriptions import ENDPOINTS, WITHIN
from .push_service import HOST, PUBLIC, PushService, Reply

ENDPOINT = f"https://{HOST}/send/a?b=c"
SOON = 0.5  # seconds


def test_a_call_reaches_its_service(service: PushService) -> None:
    service.replies.append(Reply(201, {"Retry-After": "7"}))

    answer = service.transport().post(ENDPOINT, {"ttl": "5"}, b"body")

    assert answer == Answer(201, 7)
    (call,) = service.received
    assert (call.path, call.headers["Host"], call.headers["ttl"]) == ("/send/a?b=c", HOST, "5")
    assert call.body == b"body"
    assert service.connected_to == [f"{PUBLIC} 443"]


@pytest.mark.parametrize("address", WITHIN)
@pytest.mark.parametrize("beside", [[], [PUBLIC]], ids=["alone", "beside a public one"])
def test_no_connection_is_made_to_where_a_name_leads_inside(
    service: PushService, address: str, beside: list[str]
) -> None:
    service.addresses = [*beside, address]

    with pytest.raises(NotPublic):
        service.transport().post(ENDPOINT, {}, b"")

    assert service.connected_to == []


def test_no_connection_is_made_where_a_name_leads_nowhere(service: PushService) -> None:
    service.addresses = []

    with pytest.raises(NotPublic):
        service.transport().post(ENDPOINT, {}, b"")
    assert service.connected_to == []


@pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=ENDPOINTS)
def test_no_hostile_endpoint_is_called(endpoint: str) -> None:
    asked: list[str] = []

    def resolve(host: str) -> list[str]:
        asked.append(host)
        return [PUBLIC]

    with pytest.raises(NotAllowed):
        Transport(resolve, never_connects).post(endpoint, {}, b"")
    assert asked == []


def never_connects(address: str, port: int, timeout: float) -> socket.socket:
    raise AssertionError(address)


def test_the_name_is_asked_once_and_its_answer_connected_to(service: PushService) -> None:
    """A name that changes its mind in between gains nothing."""
    answers = [[PUBLIC], ["127.0.0.1"]]
    transport = service.transport(resolve=lambda _: answers.pop(0))

    transport.post(ENDPOINT, {}, b"")

    assert len(answers) == 1
    assert service.connected_to == [f"{PUBLIC} 443"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(service: PushService, status: int) -> None:
    service.replies.append(Reply(status, {"Location": "https://127.0.0.1/"}))

    assert service.transport().post(ENDPOINT, {}, b"body").status == status
    assert len(service.received) == len(service.connected_to) == 1


def test_no_proxy_of_the_environment_is_asked(
    service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert service.transport().post(ENDPOINT, {}, b"").status == 201


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    with PushService(tmp_path, certificate_for="evil.example.com") as other:
        with pytest.raises(Unreachable, match="certificate"):
            other.transport().post(ENDPOINT, {}, b"secret")
        assert other.received == []


def test_a_certificate_of_an_unknown_authority_is_refused(service: PushService) -> None:
    transport = Transport(service.resolve, service.connect, ssl.create_default_context)

    with pytest.raises(Unreachable, match="certificate"):
        transport.post(ENDPOINT, {}, b"secret")
    assert service.received == []


@pytest.mark.parametrize("reply", [Reply(hangs=True), Reply(drips=True)], ids=["hangs", "drips"])
def test_a_service_that_takes_its_time_is_given_up(service: PushService, reply: Reply) -> None:
    service.replies.append(reply)

    with pytest.raises(Unreachable, match="late"):
        service.transport(seconds=SOON).post(ENDPOINT, {}, b"")


def test_time_runs_on_whatever_drips_in(service: PushService) -> None:
    """The clock is asked before every step: a byte now and then gains nothing."""
    service.replies.append(Reply(drips=True))
    ticks = iter(range(10_000))
    transport = service.transport(clock=lambda: float(next(ticks)))

    with pytest.raises(Unreachable, match="late"):
        transport.post(ENDPOINT, {}, b"")
    assert next(ticks) < 100


def test_headers_without_an_end_are_given_up(service: PushService) -> None:
    service.replies.append(Reply(201, {"X-Long": "x" * 50_000}))

    with pytest.raises(Unreachable, match="BadStatusLine"):
        service.transport().post(ENDPOINT, {}, b"")


def test_a_resolver_that_hangs_is_given_up(service: PushService) -> None:
    released = Event()

    def hangs(host: str) -> list[str]:
        released.wait()
        return [PUBLIC]

    transport = service.transport(resolve=hangs, seconds=SOON)
    with pytest.raises(Unreachable, match="late"):
        transport.post(ENDPOINT, {}, b"")
    released.set()
    assert service.connected_to == []


@pytest.fixture
def mute() -> Iterator[int]:
    """The port of a server that takes connections and says nothing, not even in TLS."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_server_without_tls_is_given_up(service: PushService, mute: int) -> None:
    def connect(address: str, port: int, timeout: float) -> socket.socket:
        return socket.create_connection(("127.0.0.1", mute), timeout)

    transport = service.transport(connect=connect, seconds=SOON)
    with pytest.raises(Unreachable, match="late"):
        transport.post(ENDPOINT, {}, b"")


@pytest.mark.parametrize(
    "said",
    [b"", b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\0" * 90],
)
def test_what_is_no_http_is_no_answer(service: PushService, tmp_path: Path, said: bytes) -> None:
    context = service.authority.server_context(HOST, tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak() -> None:
            with context.wrap_socket(server.accept()[0], server_side=True) as connection:
                connection.recv(1024)
                connection.sendall(said)

        thread = Thread(target=speak)
        thread.start()
        here = server.getsockname()
        transport = service.transport(connect=lambda *_: socket.create_connection(here))
        with pytest.raises(Unreachable):
            transport.post(ENDPOINT, {}, b"")
        thread.join()


def test_the_next_address_is_tried_where_one_is_out_of_reach(service: PushService) -> None:
    service.addresses = ["8.8.8.8", PUBLIC]

    def connect(address: str, port: int, timeout: float) -> socket.socket:
        if address == "8.8.8.8":
            raise ConnectionRefusedError
        return service.connect(address, port, timeout)

    assert service.transport(connect=connect).post(ENDPOINT, {}, b"").status == 201
