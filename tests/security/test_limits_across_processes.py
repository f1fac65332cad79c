"""Two server processes and eight connections at once: exactly the limit passes."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.remote import RemotePerson
from tests.site import Site, local_site

CONNECTIONS = 8
LIMITS = {
    "CHATSCAPE_MESSAGES_PER_MINUTE": "20",
    "CHATSCAPE_CONTACTS_PER_HOUR": "12",
    "CHATSCAPE_REQUESTS_PER_DAY": "5",
}

Act = Callable[[RemotePerson, int], requests.Response]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with local_site(tmp_path_factory.mktemp("limits"), LIMITS) as site:
        yield site


def at_once(person: RemotePerson, act: Act, times: int) -> Counter[int]:
    """The answers to so many requests over eight connections."""
    copies = [person.copy() for _ in range(CONNECTIONS)]

    def ask(number: int) -> int:
        response = act(copies[number % CONNECTIONS], number)
        assert response.status_code == 200 or int(response.headers["Retry-After"]) > 0
        return response.status_code

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return Counter(pool.map(ask, range(times)))


def test_messages_to_one_person_and_to_many(site: Site) -> None:
    alice = RemotePerson(site.origin, "alice@example.com").signs_in()
    others = [RemotePerson(site.origin, f"{n}@example.com").signs_in() for n in range(4)]
    contacts = [alice.adds(other.email) for other in others]
    for other in others:
        other.adds(alice.email)

    answers = at_once(alice, lambda person, n: person.sends(contacts[n % 4], f"{n}"), 48)

    assert answers == {200: 20, 429: 28}
    assert sum(len(alice.reads_everything(contact)) for contact in contacts) == 20


def test_new_contacts(site: Site) -> None:
    bob = RemotePerson(site.origin, "bob@example.com").signs_in()

    def add(person: RemotePerson, number: int) -> requests.Response:
        return person.posts("/contacts/", name="New", email=f"new-{number}@example.com")

    assert at_once(bob, add, 40) == {200: 12, 429: 28}


def test_requests_to_strangers(site: Site) -> None:
    carol = RemotePerson(site.origin, "carol@example.com").signs_in()
    strangers = [carol.adds(f"stranger-{number}@example.com") for number in range(10)]

    answers = at_once(carol, lambda person, n: person.sends(strangers[n], "hello"), 10)

    assert answers == {200: 5, 429: 5}
