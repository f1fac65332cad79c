"""A charset that Django would not survive: it decodes the address by it, before any answer."""

import pytest
from django.conf import settings as django_settings
from django.test import RequestFactory
from django.utils.module_loading import import_string
from pytest_django import Settings

from tests.people import Person

URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"


def status_of(
    method: str, path: str, content_type: str, body: bytes = b"", cookie: str = ""
) -> str:
    """As the application answers that a server loads."""
    application = import_string(django_settings.WSGI_APPLICATION)
    request = RequestFactory(HTTP_HOST="localhost", HTTP_COOKIE=cookie).generic(
        method, path, body, content_type=content_type.partition(";")[0]
    )
    environ = request.environ | {"CONTENT_TYPE": content_type}
    started: list[str] = []
    application(environ, lambda status, _: started.append(status)).close()
    return started[0]


@pytest.mark.parametrize(
    "charset",
    [
        *("=zlib", "=rot13", "=undefined", "=punycode", "=idna", "=utf-16", "=no-such", "="),
        *(
            "=\0",
            '="a;b"',
            "*=utf-8''%00",
            "*=zlib''%41",
            "*=idna''%41",
            "*=nonsense''x",
            " =zlib",
            "=" + "x" * 9_000,
        ),
    ],
    ids=lambda it: it[:20],
)
@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", URLENCODED, MULTIPART])
def test_no_charset_is_a_fault_of_ours(own_store: None, kind: str, charset: str) -> None:
    content_type = f"{kind}; CharSet{charset}"

    assert status_of("GET", "/about/?q=%FF", content_type) == "200 OK"
    assert status_of("GET", "/oidc/callback/?code=a", content_type) == "400 Bad Request"
    assert status_of("POST", "/account/?q=1", content_type).startswith("4")


def test_too_many_parameters_are_a_400_with_a_charset_too(own_store: None) -> None:
    address = f"/oidc/callback/?{'a&' * 1_001}"

    assert status_of("GET", address, f"{URLENCODED}; charset=utf-8") == "400 Bad Request"


@pytest.mark.parametrize("charset", ["", ";charset=UTF-8", "; charset=utf-16", "; charset=zlib"])
@pytest.mark.parametrize("kind", [URLENCODED, MULTIPART, "multipart/form-data; x=y; boundary=x"])
def test_a_form_is_in_utf8_whatever_its_charset(alice: Person, kind: str, charset: str) -> None:
    session = alice.browser.cookies[django_settings.SESSION_COOKIE_NAME].value
    token = "t" * 32
    names = (django_settings.SESSION_COOKIE_NAME, django_settings.CSRF_COOKIE_NAME)
    cookie = "; ".join(f"{name}={it}" for name, it in zip(names, (session, token), strict=True))

    status = status_of("POST", "/account/", kind + charset, with_token(kind, token), cookie)

    assert status == "303 See Other"
    assert alice.user.name == "Zoë"


def with_token(kind: str, token: str) -> bytes:
    """The body of a form, which says where it comes from."""
    if kind == URLENCODED:
        return f"csrfmiddlewaretoken={token}&name=Zo%C3%AB".encode()
    fields = {"csrfmiddlewaretoken": token, "name": "Zoë"}
    head = "--x\r\nContent-Disposition: form-data; name="
    parts = [f'{head}"{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    return "".join([*parts, "--x--\r\n"]).encode()


def test_what_even_the_error_page_does_not_survive_is_answered(
    own_store: None, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.TEMPLATES = []
    request = RequestFactory(HTTP_HOST="localhost").get("/about/")
    told: dict[str, str] = {}

    application = import_string(settings.WSGI_APPLICATION)
    body = application(request.environ, lambda status, it: told.update(it, status=status))

    assert told["status"] == "500 Internal Server Error"
    assert settings.SECURITY_HEADERS.items() <= told.items()
    assert b"".join(body).startswith(b"Something went wrong")
    assert "unhandled_exception" in caplog.text
