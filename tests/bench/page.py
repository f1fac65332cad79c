"""How soon a page is there on a slow phone: `python -m tests.bench.page`.

The site runs as `make run` has it: granian, static files collected, hashed and compressed. The
network and the processor are those of Lighthouse's mobile "Slow 4G" (docs/throttling.md of
GoogleChrome/lighthouse): 150 ms, 1.6 Mbps down, 750 Kbps up, four times slower, applied by
Chromium itself. It delays every request by 150 ms, and knows neither TCP's nor TLS's handshakes.
HTTP/1.1 without TLS, so six connections at a time; behind a CDN it is HTTP/2.

FCP and LCP are as the browser reports them. CLS is the sum of all layout shifts. TBT is the sum of
what each task took beyond 50 ms, after FCP and until nothing has happened for three seconds.
Bytes are those of the compressed bodies; "requests" are those that reached the network.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import flags, on_path
from tests.remote import RemotePerson
from tests.site import Site, local_site

NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
}
SLOWDOWN = 4
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 780},
    "device_scale_factor": 2,
    "is_mobile": True,
}
LOADS = 5
QUIET = 3_000  # ms
CONTACTS = 30
MESSAGES = 40

AIMS = {"LCP": 1500, "CLS": 0.0, "TBT": 50, "JS": 33 * 1024, "CSS": 12 * 1024}
COLUMNS = ("FCP", "LCP", "CLS", "TBT", "HTML", "JS", "CSS", "images", "requests")

WATCH = """
window.seen = { paints: [], lcp: 0, cls: 0, tasks: [] }
const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
  .observe({ type, buffered: true })
watch("largest-contentful-paint", ({ startTime }) => (seen.lcp = startTime))
watch("layout-shift", ({ value }) => (seen.cls += value))
watch("longtask", ({ startTime, duration }) => seen.tasks.push([startTime, duration]))
"""
MEASURE = """() => {
  const fcp = performance.getEntriesByName("first-contentful-paint")[0].startTime
  const kindOf = ({ name, entryType }) => {
    if (entryType === "navigation") return "HTML"
    return { js: "JS", css: "CSS", svg: "images", png: "images" }[name.split(".").at(-1)] ?? "other"
  }
  const entries = ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type))
  const fetched = entries.filter(({ transferSize }) => transferSize > 0)
  const row = { FCP: fcp, LCP: seen.lcp, CLS: seen.cls, TBT: 0, requests: fetched.length }
  for (const [start, took] of seen.tasks) {
    const after = Math.min(took, start + took - fcp)
    row.TBT += Math.max(0, after - 50)
  }
  for (const kind of ["HTML", "JS", "CSS", "images"]) {
    const those = fetched.filter((it) => kindOf(it) === kind)
    row[kind] = those.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
  }
  const waterfall = entries.map(({ name, startTime, responseEnd, encodedBodySize, transferSize }) =>
    [startTime, responseEnd, transferSize && encodedBodySize, new URL(name).pathname])
  return { row, waterfall }
}"""

Load = dict[str, Any]


def load(context: BrowserContext, address: str) -> Load:
    page = context.new_page()
    _slow_down(page)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(QUIET)
    measured: Load = page.evaluate(MEASURE)
    page.close()
    return measured


def _slow_down(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})


@contextmanager
def phone(browser: Browser, cookies: list[Any]) -> Iterator[BrowserContext]:
    """With nothing in its cache."""
    with browser.new_context(**PHONE, has_touch=True) as context:
        context.add_init_script(WATCH)
        context.add_cookies(cookies)
        yield context


def loads(browser: Browser, address: str, cookies: list[Any]) -> Iterator[tuple[str, list[Load]]]:
    """Of a first visit, and of one that finds in the cache what the first one left there."""
    cold, warm = [], []
    for _ in range(LOADS):
        with phone(browser, cookies) as context:
            cold.append(load(context, address))
            warm.append(load(context, address))
    yield "first", cold
    yield "repeat", warm


def line(title: str, visit: str, loads: list[Load]) -> str:
    medians = {name: median(it["row"][name] for it in loads) for name in COLUMNS}
    cells = [_cell(name, medians[name]) for name in COLUMNS]
    return f"{title:<8} {visit:<7}" + "".join(f"{cell:>10}" for cell in cells) + "\n"


def _cell(name: str, value: float) -> str:
    digits = 3 if name == "CLS" else 0
    missed = name in AIMS and round(value, 2) > AIMS[name]
    return f"{value:,.{digits}f}{'!' if missed else ' '}"


def waterfall(loads: list[Load]) -> str:
    """Of the last load: milliseconds from and to, bytes (0: from the cache), and what."""
    rows = sorted(loads[-1]["waterfall"])
    return "".join(f"{a:>8.0f} {b:>6.0f} {size:>7.0f}  {path}\n" for a, b, size, path in rows)


def chat(site: Site) -> tuple[str, list[Any]]:
    """Of 40 messages, beside a list of 30 contacts: its address, and the cookies that open it."""
    alice = RemotePerson(site.origin, "alice@example.com").signs_in()
    contacts = [alice.adds(f"friend-{number}@example.com") for number in range(CONTACTS)]
    for number in range(MESSAGES):
        text = f"message {number}" + ", and some more of it" * (number % 7)
        alice.sends(contacts[-1], text).raise_for_status()
    return f"{site.origin}/chats/{contacts[-1]}/", alice.cookies


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.page")
    arguments.add_argument("--waterfall", action="store_true", help="what was loaded when")
    given = arguments.parse_args()
    with TemporaryDirectory() as folder, local_site(Path(folder)) as site, sync_playwright() as it:
        browser = it.chromium.launch(executable_path=on_path(), args=flags())
        address, cookies = chat(site)
        sys.stdout.write(
            f"{'page':<8} {'visit':<7}" + "".join(f"{it:>9} " for it in COLUMNS) + "\n"
        )
        for title, where, signed_in in [
            ("landing", f"{site.origin}/", []),
            ("chat", address, cookies),
        ]:
            for visit, measured in loads(browser, where, signed_in):
                sys.stdout.write(line(title, visit, measured))
                if given.waterfall:
                    sys.stdout.write(waterfall(measured))
        browser.close()
    aims = [f"{name} {aim:,}" for name, aim in AIMS.items()]
    sys.stdout.write(
        f"Medians of {LOADS}, in ms and bytes. At most: {', '.join(aims)}; ! is over it.\n"
    )


if __name__ == "__main__":
    main()
