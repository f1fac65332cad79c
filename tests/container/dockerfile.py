"""What a Dockerfile and a .dockerignore say, as far as ours say it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CONTINUED = re.compile(r"\\\n\s*")


@dataclass(frozen=True, slots=True)
class Step:
    word: str
    """RUN, COPY, …"""
    rest: str


def stages(text: str) -> list[list[Step]]:
    """The steps of each stage; the first of a stage is its FROM."""
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    found: list[list[Step]] = []
    for line in CONTINUED.sub(" ", lines).splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            found.append([])
        if word:
            found[-1].append(Step(word, rest.strip()))
    return found


def context(root: Path) -> Iterator[Path]:
    """The files that the builder is given, by a list of all that is let in."""
    first, *rules = [
        line
        for line in (root / ".dockerignore").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    assert first == "*"
    let_in = [root / rule[1:] for rule in rules if rule.startswith("!")]
    kept_out = {rule.removeprefix("**/") for rule in rules if rule.startswith("**/")}
    assert len(let_in) + len(kept_out) == len(rules)
    for path in let_in:
        for file in [path] if path.is_file() else path.rglob("*"):
            if file.is_file() and not kept_out.intersection(file.relative_to(root).parts):
                yield file
