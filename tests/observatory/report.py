"""The table: a line for each page, and under it what could be better."""

from collections.abc import Sequence

from .pages import Page
from .scanner import Result

NOTE = """
The best leaves out the 5 points of a host on the preload list of browsers (hsts-preloaded), which
its owner asks for at hstspreload.org. A page that sets no cookie, or loads no script, cannot have
the 5 points for doing so well.
"""


def report(pages: Sequence[Page], results: Sequence[Result]) -> str:
    lines = [f"{'grade':<6}{'score':>5}{'best':>6}  {'status':<8}{'seen by':<11}path"]
    for page, result in zip(pages, results, strict=True):
        lines.append(
            f"{result.grade:<6}{result.score:>5}{result.best:>6}  {page.status:<8}{page.who:<11}"
            f"{page.path}"
        )
        lines += [
            f"{'':27}{it.points:+} of {it.best:+}  {it.test}: {it.result}"
            for it in result.tests
            if it.falls_short
        ]
    short = sum(result.falls_short for result in results)
    return "\n".join([*lines, NOTE, f"{short} of {len(pages)} pages fall short.", ""])
