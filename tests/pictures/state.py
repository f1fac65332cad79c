"""The states of the site that are worth a picture, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .cast import OWNER
from .visitor import Visitor

Arrange = Callable[[Visitor], None]


@dataclass(frozen=True, slots=True)
class State:
    """Something that a page can look like, and how somebody gets it in front of them."""

    name: str
    arrange: Arrange
    who: str | None = OWNER  # is signed in
    scripts: bool = True
    whole_browser: bool = False  # is needed, and not its engine alone
    options: Mapping[str, Any] = field(default_factory=dict)  # of the browser context


STATES: dict[str, State] = {}


def state(
    name: str,
    *,
    who: str | None = OWNER,
    scripts: bool = True,
    whole_browser: bool = False,
    **options: Any,
) -> Callable[[Arrange], Arrange]:
    """Enters a function under a name; `options` are those of a browser context.

    Above another one it enters the same function once more, in another look.
    """

    def enter(arrange: Arrange) -> Arrange:
        assert name not in STATES, name
        STATES[name] = State(name, arrange, who, scripts, whole_browser, options)
        return arrange

    return enter
