"""The page on which notifications of this browser are turned on and off."""

import re

from playwright.sync_api import Locator, Page, expect

from .push_service import give_push_service
from .room import Room
from .talk import Talk, talk_in

SUBSCRIPTIONS = re.compile("/push/subscriptions/([?]id=.*)?$")
TURN_ON = "Turn on notifications on this device"
TURN_OFF = "Turn off on this device"


def talk_with_push(room: Room) -> Talk:
    talk = talk_in(room, service_workers="allow")
    give_push_service(talk.page.context)
    return talk


def goes_to_account(talk: Talk) -> Page:
    talk.page.goto(f"{talk.alice.origin}/account/")
    return talk.page


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def turns_on(talk: Talk) -> Page:
    page = goes_to_account(talk)
    button(page, TURN_ON).click()
    expect(button(page, TURN_OFF)).to_be_visible()
    return page


def devices(page: Page) -> Locator:
    return page.locator("[data-device]")
