"""Pages that say what could not be done."""

from playwright.sync_api import expect

from tests.browser.talk import busy

from ..cast import GERMAN
from ..past import id_of
from ..state import state
from ..visitor import Visitor

BOB = "bob@example.com"


def sees(visitor: Visitor, title: str) -> None:
    expect(visitor.page.get_by_role("heading", name=title)).to_be_visible()


@state("error-400")
def bad_request(visitor: Visitor) -> None:
    visitor.goes_to(f"/chats/{id_of(BOB)}/?before=x")
    sees(visitor, "Not understood")


@state("error-403", scripts=False)
def stale_form(visitor: Visitor) -> None:
    visitor.opens_chat(BOB)
    csrf = next(it for it in visitor.page.context.cookies() if "csrf" in it["name"])
    visitor.page.context.clear_cookies(name=csrf["name"])
    visitor.writes("Shall I ask Carol as well?")
    sees(visitor, "Too old")


@state("error-404", who=None)
def not_found(visitor: Visitor) -> None:
    visitor.goes_to("/nowhere/")
    sees(visitor, "Not found")


@state("german-not-found", who=None, locale=GERMAN)
def not_found_in_german(visitor: Visitor) -> None:
    visitor.goes_to("/nirgends/")
    sees(visitor, "Nicht gefunden")


@state("error-405")
def not_a_page(visitor: Visitor) -> None:
    visitor.goes_to("/contacts/")
    sees(visitor, "Not a page")


@state("error-429", scripts=False)
def too_fast(visitor: Visitor) -> None:
    visitor.world.spends("m")
    visitor.opens_chat(BOB)
    visitor.writes("Shall I ask Carol as well?")
    sees(visitor, "Too fast")


@state("error-500")
def at_fault(visitor: Visitor) -> None:
    visitor.world.breaks(BOB)
    visitor.goes_to("/chats/")
    sees(visitor, "Something went wrong")


@state("error-503", scripts=False)
def busy_store(visitor: Visitor) -> None:
    visitor.opens_chat(BOB)
    with busy(visitor.world.site):
        visitor.writes("Shall I ask Carol as well?")
        sees(visitor, "Busy")
