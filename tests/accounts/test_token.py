"""What a script asks for that outlives its page: who is signed in, and a token for their forms."""

from uuid import uuid4

from django.test import Client

from tests.people import HTMX, Person, friends

PATH = "/account/token/"


def test_it_says_who_is_signed_in_and_its_token_is_taken(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    strict.cookies = alice.browser.cookies

    told = strict.get(PATH, headers=HTMX).json()
    sent = strict.post(
        f"/chats/{bob.id}/messages/",
        {"body": "hello", "client_id": str(uuid4()), "user": told["user"]},
        headers={**HTMX, "X-CSRFToken": told["csrf"]},
    )

    assert told["user"] == alice.id
    assert sent.status_code == 200


def test_nobody_gets_none(own_store: None) -> None:
    answer = Client(HTTP_HOST="localhost").get(PATH, headers=HTMX)

    assert answer.status_code == 401
    assert not answer.content
