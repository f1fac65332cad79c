"""A page in the middle of a conversation, and where what was not seen begins."""

from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag

from tests.people import Person, friends, html


def page(reader: Person, other: Person, **cursor: int) -> BeautifulSoup:
    return html(reader.get(f"/chats/{other.id}/", **cursor))


def numbers(shown: BeautifulSoup) -> list[int]:
    return [int(str(item["data-seq"])) for item in shown.select("[data-seq]")]


def follow(reader: Person, other: Person, shown: BeautifulSoup, edge: str) -> BeautifulSoup:
    link = shown.select_one(f".{edge} a")
    assert link is not None
    query = parse_qs(urlsplit(str(link["href"])).query)
    return page(reader, other, **{name: int(value) for name, (value,) in query.items()})


def said(sender: Person, other: Person, count: int) -> None:
    for number in range(1, count + 1):
        sender.sends(other, f"text {number}")


def after_divider(shown: BeautifulSoup) -> int | None:
    """The number of the message behind the divider."""
    divider = shown.select_one(".unread")
    if divider is None:
        return None
    following = divider.find_next_sibling("li")
    assert isinstance(following, Tag)
    return int(str(following["data-seq"]))


def test_without_scripts_one_pages_back_and_forth(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    said(alice, bob, 100)

    newest = page(alice, bob)
    middle = follow(alice, bob, newest, "older")
    oldest = follow(alice, bob, middle, "older")

    assert [numbers(it)[0] for it in (newest, middle, oldest)] == [61, 21, 1]
    assert newest.select(".newer") == []
    assert oldest.select(".older") == []
    assert numbers(follow(alice, bob, oldest, "newer")) == list(range(21, 61))
    assert numbers(follow(alice, bob, middle, "newer")) == list(range(61, 101))


def test_a_page_that_reaches_the_end_goes_on_with_what_is_new(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    said(alice, bob, 50)

    def continues_from(**cursor: int) -> object:
        root = page(alice, bob, **cursor).select_one("[data-with]")
        assert root is not None
        return root["data-after"]

    assert continues_from() == "50"
    assert continues_from(before=51) == "50"
    assert continues_from(before=50) == ""
    assert continues_from(after=9) == ""
    assert continues_from(after=10) == "50"
    assert continues_from(after=50) == "50"
    assert continues_from(after=999_999) == "50"
    assert continues_from(before=1) == "50"


def test_a_page_that_is_added_has_only_the_end_that_is_missing(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    said(alice, bob, 100)

    earlier = html(alice.fragment(f"/chats/{bob.id}/messages/", before=61))
    later = html(alice.fragment(f"/chats/{bob.id}/messages/", after=20))

    assert (len(earlier.select(".older")), len(earlier.select(".newer"))) == (1, 0)
    assert (len(later.select(".older")), len(later.select(".newer"))) == (0, 1)


def test_the_divider_stands_in_front_of_the_first_unseen_message(
    alice: Person, bob: Person
) -> None:
    friends(alice, bob)
    said(bob, alice, 2)
    alice.marks_read(bob, 2)
    assert after_divider(page(alice, bob)) is None
    alice.sends(bob, "my own is not new to me")
    bob.sends(alice, "but this is")
    bob.sends(alice, "and this")

    assert after_divider(page(alice, bob)) == 4


def test_more_unseen_than_a_page_holds_is_led_to(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    said(bob, alice, 100)
    alice.marks_read(bob, 30)

    newest = page(alice, bob)
    assert after_divider(newest) is None
    link = newest.find("a", string="70 new messages: go to the first")
    assert isinstance(link, Tag)
    address = urlsplit(str(link["href"]))
    around = html(alice.get(address.path, before=parse_qs(address.query)["before"][0]))

    assert address.fragment == "message-31"
    assert after_divider(around) == 31
    assert numbers(around) == list(range(11, 51))


def test_a_page_that_begins_with_the_first_unseen_message_has_the_divider(
    alice: Person, bob: Person
) -> None:
    friends(alice, bob)
    said(bob, alice, 60)
    alice.marks_read(bob, 20)

    assert after_divider(page(alice, bob)) == 21


def test_going_back_to_the_list_brings_the_list(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    bob.sends(alice, "news")

    shown = html(alice.fragment("/chats/"))

    assert "Choose a conversation." in shown.get_text()
    (row,) = shown.select("#contacts[hx-swap-oob] [data-contact]")
    assert row["data-unread"] == "1"
    assert shown.select("html") == []


def test_the_title_counts_conversations_with_something_unread(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    said(bob, alice, 3)

    def title(path: str) -> str:
        found = html(alice.get(path)).title
        return found.get_text() if found else ""

    assert title("/chats/") == "(1) ChatScape"
    assert title(f"/chats/{bob.id}/") == f"(1) {bob.name} · ChatScape"
    alice.marks_read(bob, 3)
    assert title("/chats/") == "ChatScape"
