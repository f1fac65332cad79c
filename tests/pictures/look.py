"""In which size and light somebody looks at the site."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

Scheme = Literal["light", "dark"]

SIZES = ((360, 780), (768, 1024), (1280, 800))
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
FIRST_WITH_A_MOUSE = 1280  # px


@dataclass(frozen=True, slots=True)
class Look:
    width: int
    height: int
    scheme: Scheme = "light"
    locale: str = "en-GB"
    scale: float = 1  # device pixels in one of CSS

    @property
    def name(self) -> str:
        return f"{self.width}-{self.scheme}"

    @property
    def options(self) -> Mapping[str, Any]:
        """Of a browser context: a finger on what is small, and nothing that moves."""
        is_touched = self.width < FIRST_WITH_A_MOUSE
        return {
            "viewport": {"width": self.width, "height": self.height},
            "color_scheme": self.scheme,
            "locale": self.locale,
            "timezone_id": "UTC",
            "device_scale_factor": self.scale,
            "has_touch": is_touched,
            "is_mobile": is_touched,
            "reduced_motion": "reduce",
        }

    def in_each_light(self) -> "list[Look]":
        return [replace(self, scheme=scheme) for scheme in SCHEMES]


LOOKS = [Look(width, height) for width, height in SIZES]
