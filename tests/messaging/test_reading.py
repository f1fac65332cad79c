"""Pages of a conversation, unread counts, and live updates."""

from tests.people import Person, bubbles, friends, html


def test_pages_hold_forty_messages_without_a_gap_or_a_repeat(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    for number in range(1, 101):
        alice.sends(bob, f"text {number}")

    newest = bob.reads(alice)
    middle = bob.reads(alice, before=newest[0].seq)
    oldest = bob.reads(alice, before=middle[0].seq)

    assert [len(page) for page in (newest, middle, oldest)] == [40, 40, 20]
    assert [b.seq for b in oldest + middle + newest] == list(range(1, 101))
    assert bob.reads_everything(alice) == oldest + middle + newest


def test_withheld_messages_are_merged_for_their_sender_alone(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    for number in range(30):
        alice.sends(bob, f"delivered {number}")
    bob.blocks(alice)
    for number in range(30):
        alice.sends(bob, f"withheld {number}")
    bob.unblocks(alice)
    for number in range(30):
        alice.sends(bob, f"delivered again {number}")

    newest = alice.reads(bob)
    middle = alice.reads(bob, before=newest[0].seq)
    oldest = alice.reads(bob, before=middle[0].seq)

    assert [b.seq for b in oldest + middle + newest] == list(range(1, 91))
    assert [b.seq for b in alice.reads_everything(bob)] == list(range(1, 91))
    assert [b.seq for b in bob.reads_everything(alice)] == [*range(1, 31), *range(61, 91)]


def test_unread_counts_only_what_the_other_said(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    alice.sends(bob, "one")
    bob.sends(alice, "two")
    alice.sends(bob, "three")

    assert bob.row(alice)["data-unread"] == "2"
    assert alice.row(bob)["data-unread"] == "1"


def test_reading_to_the_end_clears_the_badge_on_every_device(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    alice.sends(bob, "one")
    last = alice.sends(bob, "two")
    phone = bob.new_browser()

    assert bob.marks_read(alice, last).status_code == 200

    page = html(phone.get("/chats/"))
    assert page.select_one(f'[data-contact="{alice.id}"]')["data-unread"] == "0"


def test_reading_part_of_it_counts_what_is_left(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    for number in range(1, 6):
        alice.sends(bob, f"text {number}")
        bob.sends(alice, f"answer {number}")

    bob.marks_read(alice, 5)  # alice's 1, 3 and 5

    assert bob.row(alice)["data-unread"] == "2"


def test_reading_never_goes_back(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    alice.sends(bob, "one")
    alice.sends(bob, "two")
    bob.marks_read(alice, 2)
    version = bob.user.inbox_version

    assert bob.marks_read(alice, 1).status_code == 200

    assert bob.row(alice)["data-unread"] == "0"
    assert bob.user.inbox_version == version


def test_reading_ahead_stops_at_what_there_is(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    alice.sends(bob, "one")
    bob.marks_read(alice, 999)

    alice.sends(bob, "two")

    assert bob.row(alice)["data-unread"] == "1"


def test_nothing_moved_is_a_204(alice: Person, bob: Person) -> None:
    friends(alice, bob)

    response = bob.fragment("/updates/", version=bob.user.inbox_version)

    assert response.status_code == 204
    assert response.content == b""


def test_an_update_brings_the_list_and_the_open_conversation(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    alice.sends(bob, "one")
    version = bob.user.inbox_version
    alice.sends(bob, "two")

    response = bob.fragment("/updates/", version=version, contact=alice.id, after=1)

    assert [b.body for b in bubbles(response)] == ["two"]
    page = html(response)
    assert page.select_one(f'[data-contact="{alice.id}"]')["data-unread"] == "2"
    live = page.select_one("#live")
    assert (live["data-version"], live["data-after"]) == (str(bob.user.inbox_version), "2")


def test_a_page_that_was_away_catches_up_in_pages(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    version = bob.user.inbox_version
    for number in range(1, 101):
        alice.sends(bob, f"text {number}")
    seen: list[int] = []
    asked = {"version": version, "contact": alice.id, "after": 0}

    while (response := bob.fragment("/updates/", **asked)).status_code == 200:
        seen += [b.seq for b in bubbles(response)]
        live = html(response).select_one("#live")
        asked |= {"version": live["data-version"], "after": live["data-after"]}

    assert seen == list(range(1, 101))


def test_an_update_about_a_stranger_is_a_404(alice: Person, bob: Person, mallory: Person) -> None:
    friends(alice, bob)
    mallory.adds(bob)
    alice.sends(bob, "between us")

    response = mallory.fragment("/updates/", version=0, contact=alice.id, after=0)

    assert response.status_code == 404
