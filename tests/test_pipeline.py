"""What is shipped by itself: pinned to the bit, and with no right more than it needs."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from chatscape.settings import env
from tests.release_notes import notes
from tests.site import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
EXAMPLE = (ROOT / "container" / "chatscape.env.example").read_text()
PINNED_ACTION = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
PINNED_IMAGE = re.compile(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}")
WITHOUT_DEFAULT = {"CHATSCAPE_ORIGIN", "CHATSCAPE_SECRET_KEY"} | {
    f"OIDC_{name}" for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")
}
OF_OTHERS = {"AWS_DEFAULT_REGION", "GRANIAN_WORKERS", "CHATSCAPE_IMAGE"}
CHANGELOG = """# Changelog

## Unreleased

- Later.

## [1.10.0] - 2026-02-02

- Ten.

## 1.1.0

- One.
"""


def name_of(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", WORKFLOWS, ids=name_of)
def test_actions_are_pinned_to_a_commit(path: Path) -> None:
    used = re.findall(r"uses: (.+)$", path.read_text(), re.MULTILINE)
    foreign = [it for it in used if not it.startswith("$/.github/workflows/")]

    assert used
    assert [it for it in foreign if not PINNED_ACTION.fullmatch(it)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=name_of)
def test_a_job_has_its_own_rights_and_an_end(path: Path) -> None:
    workflow: dict[Any, Any] = yaml.safe_load(path.read_text())

    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert "permissions" in job
        assert "timeout-minutes" in job or "uses" in job
        for step in job.get("steps", []):
            assert "${{" not in step.get("run", "")
            is_checkout = step.get("uses", "").startswith("actions/checkout@")
            assert not is_checkout or step["with"]["persist-credentials"] is False


def test_one_action_has_one_version() -> None:
    pins = {
        tuple(pin.split("@"))
        for path in WORKFLOWS
        for pin in re.findall(r"uses: ([\w./-]+@.+)$", path.read_text(), re.MULTILINE)
    }

    assert len(pins) == len({action for action, _ in pins})


def test_images_are_pinned_by_tag_and_digest() -> None:
    bases = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    others = [it["image"] for it in COMPOSE["services"].values() if "build" not in it]

    assert all(PINNED_IMAGE.fullmatch(image) for image in [*bases, *others])
    assert len(set(bases)) == 1


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_a_service_can_do_nothing_but_its_work(name: str) -> None:
    service = COMPOSE["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert set(service.get("cap_add", [])) <= {"NET_BIND_SERVICE"}
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "unless-stopped"


def test_the_image_runs_as_a_user_by_number() -> None:
    (user,) = re.findall(r"^USER (.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)


def test_the_example_knows_only_settings_that_there_are() -> None:
    said = set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE))

    assert said - OF_OTHERS <= set(env.settings)
    assert len(said) > len(OF_OTHERS) + len(WITHOUT_DEFAULT)


def test_what_has_to_be_filled_in_is_not_commented_out() -> None:
    assert set(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE)) == WITHOUT_DEFAULT


def test_the_notes_of_a_release_are_its_part_of_the_changelog() -> None:
    assert notes(CHANGELOG, "1.10.0") == "- Ten.\n"
    assert notes(CHANGELOG, "1.1.0") == "- One.\n"
    with pytest.raises(LookupError, match=r"1\.2\.0"):
        notes(CHANGELOG, "1.2.0")
