"""Puts the servers that are compared into var/peers: `python -m tests.bench.peers.install`.

They are tools that are started and never shipped: Synapse is under the AGPL, Prosody and the Lua
libraries it needs are under MIT. Prosody's packages are Debian 12's; they are fetched and unpacked,
not installed, with a package list of their own, so nothing else of this machine changes.
"""

import subprocess
from pathlib import Path
from shutil import rmtree

from tests.site import ROOT

PEERS = ROOT / "var" / "peers"
SYNAPSE, PROSODY = PEERS / "synapse", PEERS / "prosody"
PACKAGES = ("prosody=0.12.3-1+deb12u1", "lua-dbi-sqlite3=0.7.2-4")


def install() -> None:
    """Prosody; the Makefile makes Synapse's environment."""
    rmtree(PROSODY, ignore_errors=True)
    apt = PEERS / "apt"
    for folder in ("lists/partial", "cache/archives/partial"):
        (apt / folder).mkdir(parents=True, exist_ok=True)
    _apt_get(apt, "update")
    _apt_get(apt, "install", "--download-only", "--reinstall", "--no-install-recommends", *PACKAGES)
    for package in (apt / "cache" / "archives").glob("*.deb"):
        subprocess.run(["dpkg", "-x", package, PROSODY], check=True)
    rmtree(apt)


def _apt_get(folder: Path, *arguments: str) -> None:
    """With lists and a cache of its own, so it needs neither root nor the locks."""
    own = [f"Dir::State::Lists={folder}/lists", f"Dir::Cache={folder}/cache"]
    options = [f"--option={it}" for it in (*own, "APT::Sandbox::User=root", "Debug::NoLocking=1")]
    subprocess.run(["apt-get", "--quiet=2", "--yes", *options, *arguments], check=True)


if __name__ == "__main__":
    install()
