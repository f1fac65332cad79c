"""How soon the bubble stands on the page after Enter: `python -m tests.bench.typing`.

Frames are counted; milliseconds are printed beside those of a plain letter in the same run, since
they say more about the machine than about the page.
"""

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import flags, on_path
from tests.browser.guest import DESKTOP, Guest, guest
from tests.remote import RemotePerson
from tests.site import local_site

SIZES = (40, 400)  # messages on the page
SLOWDOWN = 4  # times, of the processor
TIMES = 15

WATCH = """() => {
  const bubbles = () => document.querySelectorAll("#messages .message").length
  window.pressed = (key) => new Promise((resolve) => {
    const before = bubbles()
    let frames = 0
    const start = (event) => {
      if (event.key !== key) return
      removeEventListener("keydown", start, true)
      const began = performance.now()
      const frame = () => {
        frames += 1
        if (key === "Enter" && bubbles() === before) return requestAnimationFrame(frame)
        const channel = new MessageChannel() // runs once the frame is painted
        channel.port1.onmessage = () => resolve([frames, performance.now() - began])
        channel.port2.postMessage(null)
      }
      requestAnimationFrame(frame)
    }
    addEventListener("keydown", start, true)
  })
}"""


def press(page: Page, key: str) -> tuple[int, float]:
    """Frames and milliseconds until the frame that shows it is painted."""
    page.evaluate("key => { window.shown = window.pressed(key) }", key)
    page.keyboard.press(key)
    frames, took = page.evaluate("window.shown")
    page.wait_for_timeout(300)
    return frames, took


def fill(page: Page, count: int) -> None:
    while page.locator("[data-seq]").count() < count:
        page.locator("#chat-log").evaluate("log => { log.scrollTop = 0 }")
        page.wait_for_timeout(100)
    page.locator("#chat-log").evaluate("log => { log.scrollTop = log.scrollHeight }")


def measure(writer: Guest, count: int) -> str:
    remote = RemotePerson(writer.origin, writer.email).signs_in()
    contact = remote.adds(f"bob-{count}@example.com")
    for number in range(count):
        remote.sends(contact, f"message {number} " + "and some more of it " * (number % 7))
    writer.page.goto(f"{writer.origin}/chats/{contact}/")
    fill(writer.page, count)
    writer.page.evaluate(WATCH)
    session = writer.page.context.new_cdp_session(writer.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    writer.page.locator("#composer-body").focus()
    letters, enters = [], []
    for _ in range(TIMES):
        letters.append(press(writer.page, "a")[1])
        enters.append(press(writer.page, "Enter"))
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    frames = max(frames for frames, _ in enters)
    enter, letter = median(took for _, took in enters), median(letters)
    return (
        f"{count:>5} messages, {SLOWDOWN}x slower: bubble in frame {frames} after Enter; "
        f"Enter {enter:.0f} ms, a letter {letter:.0f} ms, ratio {enter / letter:.1f}\n"
    )


def main() -> None:
    with TemporaryDirectory() as folder, local_site(Path(folder)) as site, sync_playwright() as it:
        browser = it.chromium.launch(executable_path=on_path(), args=flags())
        with guest(browser, site.origin, "Alice", "bench", viewport=DESKTOP) as writer:
            writer.signs_in()
            for count in SIZES:
                sys.stdout.write(measure(writer, count))
        browser.close()


if __name__ == "__main__":
    main()
