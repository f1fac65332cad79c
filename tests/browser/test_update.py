"""From one build to the next, with the pages of the first still open."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site import ROOT, Site

from .guest import DESKTOP
from .room import Room
from .talk import QUEUED, Talk, talk_in
from .waiting import expect_soon
from .workers import until_ready

NOT_SERVED = shutil.ignore_patterns(".*", "var", "docs", "tests", "__pycache__")
FOCUS = "window.dispatchEvent(new Event('focus'))"
KEPT = "async () => (await caches.keys()).filter(it => it.startsWith('shell:'))"
LOOKED_FOR = """async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    await registration.update()
    return [registration.installing, registration.waiting].map(Boolean)
}"""
WAITING = "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"


class Deployment:
    """A site that runs from a copy of the source, and can be built anew in its place."""

    def __init__(self, folder: Path) -> None:
        self._source = folder / "source"
        shutil.copytree(ROOT, self._source, ignore=NOT_SERVED)
        self.site = Site(folder / "data", source=self._source)
        self._starts()

    def deploys(self, note: str) -> None:
        """Another script, and another word in a template."""
        self.site.stop()
        script = self._source / "static" / "js" / "menus.js"
        script.write_text(
            f'{script.read_text()}\ndocument.documentElement.dataset.build = "{note}"\n'
        )
        template = self._source / "templates" / "base.html"
        template.write_text(template.read_text().replace("<body ", f'<body data-note="{note}" '))
        self._starts()

    def _starts(self) -> None:
        self.site.start()
        self.site.wait_until_it_answers()


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    made = Deployment(tmp_path)
    yield made
    made.site.stop()


@pytest.fixture
def talk(browser: Browser, deployment: Deployment) -> Iterator[Talk]:
    room = Room(browser, deployment.site, {"viewport": DESKTOP, "service_workers": "allow"})
    talk = talk_in(room)
    until_ready(talk.page)
    yield talk
    talk.excuses_silence()
    talk.alice.complaints = [it for it in talk.alice.complaints if "Failed to fetch" not in it]
    room.close()


def version(page: Page) -> str:
    return str(page.locator("html").get_attribute("data-version"))


def bar(page: Page) -> Locator:
    return page.locator("#update")


def press(page: Page, name: str) -> None:
    bar(page).get_by_role("button", name=name).click()


def another_tab(talk: Talk) -> Page:
    tab = talk.page.context.new_page()
    tab.goto(talk.address)
    return tab


def expect_build(page: Page, note: str) -> None:
    """Template and script are of one build."""
    expect(page.locator("body")).to_have_attribute("data-note", note)
    expect(page.locator("html")).to_have_attribute("data-build", note)


def test_the_first_worker_loads_no_page_again(desk: Room) -> None:
    page = desk.guest("Alice", service_workers="allow").page
    loads: list[Page] = []
    page.on("load", lambda it: loads.append(it))
    page.goto(desk.origin)
    page.evaluate(
        """() => new Promise((done) => {
            if (navigator.serviceWorker.controller) done()
            else navigator.serviceWorker.oncontrollerchange = () => done()
        })"""
    )
    expect_soon(page, lambda: bool(page.evaluate(KEPT) == [f"shell:{version(page)}"]))

    expect(bar(page)).to_be_hidden()
    assert len(loads) == 1


def test_the_same_worker_is_no_new_version(whole_desk: Room) -> None:
    page = talk_in(whole_desk, service_workers="allow").page
    until_ready(page)

    assert page.evaluate(LOOKED_FOR) == [False, False]


def test_every_tab_ends_on_the_new_version_with_its_draft(
    talk: Talk, deployment: Deployment
) -> None:
    one, other = talk.page, another_tab(talk)
    before = version(one)
    expect(bar(one)).to_be_hidden()
    talk.alice.composer.fill("half a thought")
    talk.alice.composer.focus()
    one.context.set_offline(True)
    talk.writes("a whole one")
    expect(one.locator(QUEUED)).to_have_count(1)
    talk.alice.composer.fill("half a thought")
    deployment.deploys("second")
    one.context.set_offline(False)

    one.evaluate(FOCUS)
    expect(bar(one)).to_be_visible()
    expect(bar(other)).to_be_visible()
    expect(talk.alice.composer).to_be_focused()
    assert version(one) == version(other) == before

    press(one, "Update now")
    for tab in (one, other):
        expect_build(tab, "second")
        expect(bar(tab)).to_be_hidden()
        expect(tab.locator("#composer-body")).to_have_value("half a thought")
        assert version(tab) != before
    assert f"shell:{version(one)}" in one.evaluate(KEPT)
    talk.sees_stored("a whole one")


def test_later_is_a_word_for_one_tab_until_it_loads_again(
    talk: Talk, deployment: Deployment
) -> None:
    one, other = talk.page, another_tab(talk)
    before = version(one)
    deployment.deploys("second")
    one.evaluate(FOCUS)
    press(one, "Later")
    one.evaluate(FOCUS)

    expect(bar(other)).to_be_visible()
    expect(bar(one)).to_be_hidden()
    assert version(one) == before
    talk.writes("still here")
    talk.sees_stored("still here")
    assert len(one.evaluate(KEPT)) == 2
    assert f"shell:{before}" in one.evaluate(KEPT)


def test_a_page_of_the_new_version_waits_for_an_older_tab_and_says_nothing(
    talk: Talk, deployment: Deployment
) -> None:
    old = talk.page
    deployment.deploys("second")
    new = another_tab(talk)

    expect(bar(old)).to_be_visible()
    expect_build(new, "second")
    expect(bar(new)).to_be_hidden()
    assert new.evaluate(WAITING)


def test_where_every_tab_is_new_nobody_is_asked(talk: Talk, deployment: Deployment) -> None:
    deployment.deploys("second")
    loads: list[str] = []
    talk.page.on("load", lambda _: loads.append("load"))
    talk.page.goto(talk.address)
    expect_build(talk.page, "second")
    fresh = f"shell:{version(talk.page)}"
    page = talk.page
    expect_soon(page, lambda: fresh in page.evaluate(KEPT) and not page.evaluate(WAITING))

    expect(bar(talk.page)).to_be_hidden()
    assert loads == ["load"]
