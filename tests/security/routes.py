"""Every route of the site, as Django's URLconf names it, and what middleware answers besides."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

Converters = Mapping[str, object]

ANY = {"url": "password_change/", "report_id": "f" * 20}  # where a path names nobody


@dataclass(frozen=True)
class Route:
    """`template` is the path with a `%(name)s` for each of the converters."""

    name: str
    template: str
    view: Callable[..., object] | None = None
    converters: Converters = field(default_factory=dict)

    def path(self, **parameters: str) -> str:
        """The path with these texts put in as they are; text of any kind is to come quoted."""
        return self.template % {**ANY, **parameters}


HEALTH = Route("healthz", "/healthz")
READINESS = Route("readyz", "/readyz")
STATIC = Route("static", "/static/css/tokens.css")


def urlconf_routes(resolver: URLResolver | None = None) -> list[Route]:
    """Every route, those of nested includes too, in the order in which Django tries them."""
    return list(_within(resolver or get_resolver(), "/", (), {}))


def all_routes() -> list[Route]:
    return [*urlconf_routes(), HEALTH, READINESS, STATIC]


def _within(
    resolver: URLResolver, prefix: str, namespaces: tuple[str, ...], converters: Converters
) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        template = prefix + _template(entry)
        known = {**converters, **entry.pattern.converters}
        if isinstance(entry, URLPattern):
            name = ":".join((*namespaces, entry.name or template))
            yield Route(name, template, entry.callback, known)
        else:
            inside = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _within(entry, template, inside, known)


def _template(entry: URLPattern | URLResolver) -> str:
    """The first path that the pattern can stand for, be it a regular expression or a route."""
    possible: list[tuple[str, list[str]]] = normalize(entry.pattern.regex.pattern)
    return possible[0][0]
