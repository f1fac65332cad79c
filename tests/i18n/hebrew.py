"""The site's settings, and a language from right to left that nobody has translated it into."""

from chatscape.settings import *  # noqa: F403

LANGUAGES = [*LANGUAGES, ("he", "עברית")]  # noqa: F405
