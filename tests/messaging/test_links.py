"""Which web addresses in a message are links."""

import pytest

from tests.people import Person, friends, html


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("see https://example.com/a?b=1&c=2.", ["https://example.com/a?b=1&c=2"]),
        ("HTTP://EXAMPLE.COM", ["HTTP://EXAMPLE.COM"]),
        ("(https://example.com/x)", ["https://example.com/x"]),
        ("(see https://example.com/x(y)).", ["https://example.com/x(y)"]),
        ("https://example.com/?a=1&section=2&copy", ["https://example.com/?a=1&section=2&copy"]),
        ("https://example.com/a%2Fb?flag#c%2fd", ["https://example.com/a%2Fb?flag#c%2fd"]),
        ("example.com www.example.com bob@example.com", []),
        ("ftp://example.com javascript:alert(1)", []),
    ],
)
def test_web_addresses_are_links(alice: Person, bob: Person, body: str, links: list[str]) -> None:
    friends(alice, bob)

    alice.sends(bob, body)

    page = html(bob.get(f"/chats/{alice.id}/"))
    found = page.select(".message__body a")
    assert [str(link["href"]) for link in found] == links
    assert all(link["rel"] == ["noopener", "noreferrer"] for link in found)
    assert page.select_one(".message__body").get_text() == body
