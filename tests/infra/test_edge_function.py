"""The function at CloudFront's edge, run by Node with a store of keys of our own."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from deploy.parameters import EDGE_PARAMETER
from tests.infra.checkout import ROOT

SOURCE = ROOT / "terraform" / "edge" / "secret.js"
MAX_BYTES = 10_000  # CloudFront's own limit
STORE = """
const KEYS = new Map(Object.entries(%s))
export default {
  kvs: () => ({
    async get(key) {
      if (!KEYS.has(key)) throw new Error('KeyNotFound')
      return KEYS.get(key)
    },
  }),
}
"""
RUN = """
import { handler } from './function.mjs'
console.log(JSON.stringify(await handler(JSON.parse(process.argv[2]))))
"""


class Edge:
    """CloudFront hands the module `cloudfront` to the function; here it is a package."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._module = folder / "node_modules" / "cloudfront"
        self._module.mkdir(parents=True)
        (self._module / "package.json").write_text('{"type": "module", "main": "index.js"}')
        (folder / "function.mjs").write_text(SOURCE.read_text() + "\nexport { handler }\n")
        (folder / "run.mjs").write_text(RUN)
        self.keep({EDGE_PARAMETER: "the secret"})

    def keep(self, keys: dict[str, str]) -> None:
        (self._module / "index.js").write_text(STORE % json.dumps(keys))

    def handle(self, headers: dict[str, str]) -> Any:
        request = {
            "method": "GET",
            "uri": "/chats/",
            "querystring": {},
            "headers": {name: {"value": value} for name, value in headers.items()},
            "cookies": {"__Host-session": {"value": "signed"}},
        }
        event = {"version": "1.0", "context": {}, "viewer": {}, "request": request}
        done = subprocess.run(
            ["node", "run.mjs", json.dumps(event)],
            cwd=self._folder,
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)


@pytest.fixture
def edge(tmp_path: Path) -> Edge:
    return Edge(tmp_path)


def test_a_request_goes_on_with_the_secret_and_as_it_was(edge: Edge) -> None:
    request = edge.handle({"accept-language": "de"})

    assert request["headers"] == {
        "accept-language": {"value": "de"},
        "x-chatscape-edge": {"value": "the secret"},
    }
    assert (request["method"], request["uri"]) == ("GET", "/chats/")
    assert request["cookies"] == {"__Host-session": {"value": "signed"}}


def test_what_a_viewer_claims_is_overwritten(edge: Edge) -> None:
    request = edge.handle({"x-chatscape-edge": "guessed"})

    assert request["headers"]["x-chatscape-edge"] == {"value": "the secret"}


def test_headers_with_an_underscore_are_dropped(edge: Edge) -> None:
    request = edge.handle({"x_forwarded_for": "127.0.0.1", "x_chatscape_edge": "guessed"})

    assert request["headers"].keys() == {"x-chatscape-edge"}


def test_without_a_key_nothing_reaches_the_site(edge: Edge) -> None:
    edge.keep({})

    answer = edge.handle({"x-chatscape-edge": "guessed"})

    assert answer["statusCode"] == 503
    assert answer["headers"]["cache-control"] == {"value": "no-store"}
    assert "guessed" not in json.dumps(answer)


def test_the_function_is_as_small_as_cloudfront_wants_it() -> None:
    assert len(SOURCE.read_bytes()) < MAX_BYTES
