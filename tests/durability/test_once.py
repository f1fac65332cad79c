"""A client id is one message, whoever posts it and however often."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from uuid import uuid4

from tests.remote import RemotePerson
from tests.site import Site


def post(person: tuple[str, str, dict[str, str], str], contact: str, client_id: str) -> int:
    origin, email, cookies, csrf = person
    someone = RemotePerson(origin, email, csrf=csrf)
    someone.http.cookies.update(cookies)
    return someone.sends(contact, "once", client_id).status_code


def test_ten_posts_from_four_processes_are_one_message(site: Site) -> None:
    run = uuid4().hex[:8]
    alice = RemotePerson(site.origin, f"alice-{run}@example.com").signs_in()
    bob = RemotePerson(site.origin, f"bob-{run}@example.com").signs_in()
    to_bob, to_alice = alice.adds(bob.email), bob.adds(alice.email)
    portable = (alice.origin, alice.email, alice.http.cookies.get_dict(), alice.csrf)
    client_id = str(uuid4())

    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as processes:
        posts = [processes.submit(post, portable, to_bob, client_id) for _ in range(10)]
        assert {done.result() for done in posts} == {200}

    for number in range(100):
        assert alice.sends(to_bob, f"later {number}").status_code == 200
        assert bob.sends(to_alice, f"answer {number}").status_code == 200
    assert alice.sends(to_bob, "once", client_id).status_code == 200
    assert alice.sends(to_bob, "another text", client_id).status_code == 409

    bodies = [body for _, _, body in bob.reads_everything(to_alice)]
    assert bodies.count("once") == 1
    assert "another text" not in bodies
    assert len(bodies) == 201
