"""Pieces that are kept: for each reader, language and mark what they would be if made anew."""

from dataclasses import replace

from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from chatscape.rendered import KEPT, PLACES, _rendered, filled
from messaging.bubbles import LONG
from tests.people import Person
from tests.templates.test_snapshots import ALICE, BOB, MINE, PAGE, THEIRS

LIST, MESSAGES = "contacts/_list.html", "messaging/_messages.html"


def listed(**context: object) -> str:
    return render_to_string(LIST, {"contacts": [BOB], **context})


def shown(*messages: object, **context: object) -> str:
    page = replace(PAGE, messages=messages)
    return render_to_string(
        MESSAGES, {"page": page, "contact": BOB, "user": ALICE, "first_unread": None, **context}
    )


def answer_with(new: str) -> str:
    template = Template("{% load pieces %}{% kept 'messaging/_footer.html' contact=contact %}")
    return template.render(Context({"contact": BOB.who, "csrf_token": new, "client_id": new}))


def test_what_is_shown_again_is_not_made_again() -> None:
    first, again = listed(), listed()

    assert first == again
    assert _rendered.cache_info().hits == 1


def test_every_language_has_its_own() -> None:
    english = listed()
    with translation.override("de"):
        german = listed()

    assert english != german
    assert listed() == english


def test_whose_conversation_is_open_is_marked_whatever_was_kept() -> None:
    assert 'aria-current="page"' not in listed()
    assert 'aria-current="page"' in listed(contact=BOB)
    assert 'aria-current="page"' not in listed(contact=replace(BOB, id=ALICE.id))


def test_a_message_is_mine_for_me_and_theirs_for_them() -> None:
    assert 'data-from="me"' in shown(MINE)
    bob, alice = replace(ALICE, id=BOB.id), replace(BOB, id=ALICE.id)
    assert 'data-from="them"' in shown(MINE, user=bob, contact=alice)


def test_another_name_is_another_piece() -> None:
    shown(THEIRS)

    assert "Robert" in shown(THEIRS, contact=replace(BOB, name="Robert"))


def test_what_is_new_in_each_answer_is_never_kept() -> None:
    first, second = answer_with("one"), answer_with("<two>")

    assert 'name="csrfmiddlewaretoken" value="one"' in first
    assert 'name="client_id" value="one"' in first
    assert second == first.replace("one", "&lt;two&gt;")
    assert not any(place in first for place in PLACES.values())


def test_no_answer_has_a_place_that_nothing_was_put_in(alice: Person, bob: Person) -> None:
    alice.adds(bob)
    bob.adds(alice)
    chat = f"/chats/{bob.id}/"
    answers = [alice.says(bob, "hello"), alice.get("/"), alice.get("/chats/"), alice.get(chat)]
    answers += [alice.fragment(it) for it in ("/chats/", chat, f"{chat}messages/")]
    answers += [alice.fragment("/updates/", version=0, contact=bob.id, after=0)]

    for answer in answers:
        assert answer.status_code in {200, 302}
        assert not any(place in answer.content.decode() for place in PLACES.values())


def test_a_piece_within_a_piece_gets_it_too() -> None:
    outer = Template("{% load pieces %}{% kept 'contacts/_add_form.html' %}")
    first = outer.render(Context(PLACES))

    assert filled(first, Context({"csrf_token": "one"})).count("one") == 1


def test_a_text_is_escaped_once() -> None:
    hostile = replace(MINE, body="<b>&amp;")

    assert shown(hostile) == shown(hostile)
    assert "&lt;b&gt;&amp;amp;" in shown(hostile)


def test_long_texts_are_not_kept_and_others_within_bounds() -> None:
    shown(MINE)
    kept = _rendered.cache_info().currsize
    shown(replace(MINE, body="x" * (LONG + 1)))
    assert _rendered.cache_info().currsize == kept

    for number in range(KEPT + 10):
        shown(replace(MINE, seq=number + 1))
    assert _rendered.cache_info().currsize == KEPT
