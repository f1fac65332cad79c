"""Answers are compressed for who takes that, and their length is never twice the same for long."""

import brotli
import pytest
from django.http import HttpResponse

from chatscape.compression import LEAST
from tests.aws.events import UNPACK
from tests.people import Person, friends


def asked(person: Person, path: str, accepted: str) -> HttpResponse:
    response: HttpResponse = person.browser.get(path, headers={"Accept-Encoding": accepted})
    return response


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000,gzip", "gzip"),
        ("", None),
        ("zebra", None),
    ],
)
def test_a_page_is_packed_as_the_browser_likes_it(
    alice: Person, accepted: str, encoding: str | None
) -> None:
    answer = asked(alice, "/chats/", accepted)

    assert answer.get("Content-Encoding") == encoding
    assert int(answer["Content-Length"]) == len(answer.content)
    assert "Accept-Encoding" in answer["Vary"]
    page = UNPACK[encoding or ""](answer.content)
    assert page.lstrip().startswith(b"<!doctype html>")
    assert page.rstrip().endswith(b"</html>")


def test_a_short_answer_stays_as_it_is(alice: Person) -> None:
    answer = asked(alice, "/account/token/", "br")

    assert len(answer.content) < LEAST
    assert "Content-Encoding" not in answer


@pytest.mark.parametrize("accepted", ["br", "gzip"])
def test_the_same_page_is_of_many_lengths(alice: Person, accepted: str) -> None:
    """Beyond what the token alone does, which is as long in each but packs otherwise."""
    lengths = {len(asked(alice, "/chats/", accepted).content) for _ in range(60)}

    assert max(lengths) - min(lengths) > 50


@pytest.mark.usefixtures("as_deployed")
@pytest.mark.parametrize("path", ["/serviceworker.js", "/manifest.json"])
@pytest.mark.parametrize("accepted", ["br", "gzip"])
def test_what_browsers_compare_is_the_same_each_time(
    alice: Person, path: str, accepted: str
) -> None:
    one, other = (asked(alice, path, accepted) for _ in range(2))

    unpack = UNPACK[one.get("Content-Encoding", "")]  # a short one is not packed
    assert unpack(one.content) == unpack(other.content)
    known = {"Accept-Encoding": accepted, "If-None-Match": one["ETag"]}
    assert alice.browser.get(path, headers=known).status_code == 304


def test_no_two_answers_have_the_same_token(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    pages = [brotli.decompress(asked(alice, "/chats/", "br").content) for _ in range(2)]
    tokens = [page.split(b'csrfmiddlewaretoken" value="')[1].split(b'"')[0] for page in pages]

    assert len(set(tokens)) == 2
