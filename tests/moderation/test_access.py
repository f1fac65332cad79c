"""Who comes into the admin site: staff, by the same session as everywhere."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from accounts.domain import FOREVER, STAFF_SESSION_LIFETIME
from accounts.repository import profile_key
from chatscape import wiring
from chatscape.store.meter import Meter
from chatscape.store.port import Update
from tests.accounts.cookies import ages
from tests.people import Person, html, identity

SIGN_IN = "/oidc/authenticate/?next=%2Fadmin%2F"
UNKNOWN = [
    *("/admin/login/", "/admin/logout/", "/admin/password_change/", "/admin/password_change/done/"),
    *("/admin/autocomplete/", "/admin/jsi18n/", "/admin/r/1/1/", "/admin/auth/"),
    *("/admin/auth/user/", "/admin/moderation/", "/admin/nowhere", "/admin//", "/admin/%00"),
]


@pytest.fixture
def sam(own_store: None) -> Person:
    """Of the staff."""
    return Person("Sam", roles=frozenset({"staff"}))


@pytest.fixture
def nobody(own_store: None) -> Client:
    return Client(HTTP_HOST="localhost")


def suspends(person: Person) -> None:
    wiring.store().write(Update(profile_key(person.id), {"suspended_until": FOREVER}))


@pytest.mark.parametrize("role", ["staff", "moderator"])
def test_every_role_opens_it(own_store: None, role: str) -> None:
    somebody = Person("Sam", roles=frozenset({role}))

    page = html(somebody.get("/admin/"))

    assert page.select_one("h1").get_text() == "Reports"
    assert "sam@example.com" in page.select_one("main").get_text()


def test_nobody_signs_in_and_comes_back(nobody: Client) -> None:
    response = nobody.get("/admin/")

    assert response.status_code == 302
    assert response["Location"] == SIGN_IN


def test_a_member_is_told_that_it_is_not_for_them(alice: Person) -> None:
    response = alice.get("/admin/")

    assert response.status_code == 403
    assert "You are not allowed to do this." in response.content.decode()
    assert html(response).select('a[href^="/admin/"]') == []


def test_a_suspension_holds_for_staff_too(sam: Person) -> None:
    suspends(sam)

    response = sam.get("/admin/")

    assert response.status_code == 403
    assert "account is suspended" in response.content.decode()


def test_a_staff_session_ends_here_too(sam: Person) -> None:
    ages(sam.browser, STAFF_SESSION_LIFETIME - 60)
    assert sam.get("/admin/").status_code == 200
    ages(sam.browser, 61)

    assert sam.get("/admin/")["Location"] == SIGN_IN


def test_who_is_no_longer_staff_is_out_at_the_next_sign_in(sam: Person) -> None:
    wiring.users().sign_in(identity("Sam"))

    assert sam.get("/admin/").status_code == 403


@pytest.mark.parametrize("path", UNKNOWN)
def test_what_django_has_besides_is_not_here(sam: Person, path: str) -> None:
    assert sam.get(path).status_code == 404


@pytest.mark.parametrize("path", UNKNOWN)
def test_others_learn_of_no_address_whether_it_exists(
    nobody: Client, alice: Person, path: str
) -> None:
    def told(response: HttpResponse) -> tuple[int, str]:
        return response.status_code, str(html(response).select_one("main"))

    assert told(alice.get(path)) == told(alice.get("/admin/"))
    assert nobody.get(path).status_code == nobody.get("/admin/").status_code == 302
    assert nobody.get(path)["Location"].startswith("/oidc/authenticate/?next=%2Fadmin%2F")


def test_a_page_asks_for_who_is_looking_for_the_queue_and_for_what_they_did(sam: Person) -> None:
    with Meter.measure() as cost:
        assert sam.get("/admin/").status_code == 200

    assert (cost.reads, cost.writes) == (4, 0)
    with pytest.raises(ImproperlyConfigured):
        connection.cursor()


def test_the_menu_leads_there_for_staff_alone(sam: Person, alice: Person) -> None:
    def links(person: Person) -> list[str]:
        return [it.get_text() for it in html(person.get("/chats/")).select('a[href="/admin/"]')]

    assert links(sam) == ["Moderation"]
    assert links(alice) == []


def test_it_leads_to_where_the_site_logs_out_which_is_its_end(sam: Person) -> None:
    """There a script warns of what is not sent, and leaves alone what is another person's."""
    link = html(sam.get("/admin/")).select_one("#user-tools a[href$='#log-out']")
    assert link
    form = html(sam.get(str(link["href"]))).select_one("#log-out form[data-signs-out]")
    assert form
    assert (form["method"], form["action"]) == ("post", "/oidc/logout/")

    sam.browser.post(str(form["action"]))

    assert sam.get("/admin/")["Location"] == SIGN_IN


def test_the_page_brings_no_script_and_nothing_inline(sam: Person) -> None:
    page = html(sam.get("/admin/"))

    assert page.select("script, style, [style], [onclick], iframe") == []
    sheets = [str(it["href"]) for it in page.select("link[rel=stylesheet]")]
    assert sheets[-2:] == ["/static/css/admin.css", "/static/admin/css/responsive.css"]
    assert all(it.startswith("/static/") for it in sheets)
