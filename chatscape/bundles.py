"""Our scripts as browsers load them: a few files, where `static/js` has one for each behaviour.

Each module becomes a function, and what it exports a constant. That suffices for modules that
import by name, in one line each and never in a circle, and export nothing that changes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath, relpath

Bundles = Mapping[str, tuple[str, ...]]
BUNDLES: Bundles = {  # each with those that it imports
    "common.js": (),
    "reading.js": (),
    "site.js": ("common.js",),
    "app.js": ("common.js", "reading.js", "site.js"),
    "push-switch.js": ("common.js", "site.js"),
    "worker/main.js": ("common.js",),
}

IMPORT = re.compile(r'^import (?:({ .+ }) from )?"(\.[^"]+\.js)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:class|const|function) (\w+))", re.MULTILINE)
OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)

Places = Mapping[str, tuple[str, "Module"]]  # by its path: a module, and its constant in a bundle


@dataclass(frozen=True)
class Module:
    path: str
    source: str

    @property
    def constant(self) -> str:
        return f"${_identifier(self.path)}"

    @property
    def exports(self) -> list[str]:
        return EXPORT.findall(self.source)

    @property
    def needs(self) -> list[str]:
        return [self._path_of(address) for _, address in IMPORT.findall(self.source)]

    def linked(self, places: Places) -> str:
        body = IMPORT.sub(lambda line: self._constants(line, places), self.source)
        body = EXPORT.sub("", body)
        if line := OTHER.search(body):
            raise self._refusal(line)
        given = ", ".join(self.exports)
        return f"export const {self.constant} = (() => {{\n{body}\nreturn {{ {given} }}\n}})();"

    def _constants(self, line: re.Match[str], places: Places) -> str:
        names, address = line.groups()
        if not names:
            return ""
        constant, module = places[self._path_of(address)]
        if not {it.split(" as ")[0] for it in names.strip("{ }").split(", ")} <= {*module.exports}:
            raise self._refusal(line)
        return f"const {names.replace(' as ', ': ')} = {constant};"

    def _refusal(self, line: re.Match[str]) -> ValueError:
        return ValueError(f"{self.path} cannot be bundled: {line[0]}")

    def _path_of(self, address: str) -> str:
        return normpath(join(dirname(self.path), address))


def bundled(sources: Mapping[str, str], bundles: Bundles = BUNDLES) -> dict[str, str]:
    """What is served, of modules by their paths.

    Raises ValueError where modules import in a circle, import what is not exported, or import or
    export in another form.
    """
    modules = {path: Module(path, source) for path, source in sources.items()}
    parts: dict[str, list[Module]] = {}
    served: dict[str, str] = {}
    for bundle, bases in bundles.items():
        elsewhere = [module for base in bases for module in parts[base]]
        needed = dict.fromkeys(_needed(bundle, modules))
        parts[bundle] = [module for module in needed if module not in elsewhere]
        served[bundle] = "\n".join(_lines(bundle, bases, parts))
    return served


def _needed(
    path: str, modules: Mapping[str, Module], within: tuple[str, ...] = ()
) -> Iterator[Module]:
    """In the order in which they run, and as often as they are imported."""
    if path in within:
        raise ValueError(f"{' and '.join(within)} import each other in a circle")
    for needed in modules[path].needs:
        yield from _needed(needed, modules, (*within, path))
    yield modules[path]


def _lines(bundle: str, bases: Iterable[str], parts: Mapping[str, list[Module]]) -> Iterator[str]:
    places = {module.path: (module.constant, module) for module in parts[bundle]}
    for base in bases:
        namespace = f"in_{_identifier(base)}"
        places |= {it.path: (f"{namespace}.{it.constant}", it) for it in parts[base]}
        yield f'import * as {namespace} from "./{relpath(base, dirname(bundle) or ".")}";'
    yield from (module.linked(places) for module in parts[bundle])
    entry = parts[bundle][-1]
    yield f"export const {{ {', '.join(entry.exports)} }} = {entry.constant};"


def _identifier(path: str) -> str:
    return re.sub(r"\W", "_", path.removesuffix(".js"))
