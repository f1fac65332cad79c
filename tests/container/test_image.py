"""What the Dockerfile makes, and that it runs where nothing but its volume can be written to."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.container.image import IS_ROOT, Image
from tests.container.site import Running, running
from tests.engines import AWS, Engine
from tests.provider import Provider
from tests.remote import RemotePerson


@pytest.fixture
def site(image: Image, provider: Provider, tmp_path: Path) -> Iterator[Running]:
    with running(image, tmp_path / "log.txt", OIDC_ISSUER=provider.issuer) as site:
        yield site


def files(image: Image) -> set[str]:
    return {str(path.relative_to(image.app)) for path in image.app.rglob("*")}


def test_nothing_is_in_it_that_never_runs(image: Image) -> None:
    inside = files(image)

    assert not [name for name in inside if name.endswith((".po", ".env")) or "/tests/" in name]
    assert not inside & {"tests", "local", "docs", ".git", "packages/moto", "packages/pip"}
    assert [path.name for path in (image.app / "var").iterdir()] == ["static"]
    services = {path.name for path in (image.app / "packages/botocore/data").iterdir()}
    assert {it for it in services if "." not in it} == {"dynamodb", "ssm", "sts"}


def test_what_is_shipped_comes_with_its_licence(image: Image) -> None:
    licences = [name for name in files(image) if re.search(r"dist-info/.*licen[sc]e", name, re.I)]

    assert (image.app / "LICENSE").exists()
    assert len(licences) > 15


def test_every_module_is_compiled_already(image: Image) -> None:
    sources = [path for path in image.app.rglob("*.py") if "conf/app_template" not in str(path)]

    bare = [it for it in sources if not list((it.parent / "__pycache__").glob(f"{it.stem}.*.pyc"))]

    assert bare == []


def test_it_serves_pages_and_compressed_static_files(site: Running) -> None:
    page = requests.get(site.origin)
    style = re.search(r'href="(/static/css/chatscape\.[0-9a-f]+\.css)"', page.text)
    assert style, page.text
    file = requests.get(site.origin + style[1], headers={"Accept-Encoding": "br"})

    assert page.status_code == 200
    assert file.headers["Content-Encoding"] == "br"
    assert "immutable" in file.headers["Cache-Control"]


def test_the_health_check_tells_a_site_that_runs_from_one_that_does_not(site: Running) -> None:
    assert site.is_healthy
    site.stop()
    assert not site.is_healthy


@pytest.mark.skipif(not IS_ROOT, reason="only root can become somebody else")
def test_it_runs_as_nobody_in_particular(site: Running) -> None:
    status = Path(f"/proc/{site.process.pid}/status").read_text()

    assert site.image.user >= 10_000
    assert re.search(rf"^Uid:(\s{site.image.user})" + r"{4}$", status, re.MULTILINE)


def test_messages_stand_in_the_volume_and_outlive_a_restart(site: Running) -> None:
    before = files(site.image)
    alice = RemotePerson(site.origin, "alice@example.com").signs_in()
    bob = alice.adds("bob@example.com")
    assert alice.sends(bob, "in a container").status_code == 200

    assert site.stop() == 0
    site.start()

    assert [body for _, _, body in alice.reads_everything(bob)] == ["in a container"]
    assert (site.image.data / "chatscape.sqlite3").exists()
    assert files(site.image) == before
    assert "Traceback" not in site.log


def test_its_commands_can_be_run_beside_it(site: Running) -> None:
    key = site.does("python", "manage.py", "vapid_key")

    assert key.returncode == 0, key.stderr
    assert len(key.stdout.strip()) > 40


@pytest.mark.parametrize("engine", ["ministack"], indirect=True)
def test_many_machines_share_a_table(
    image: Image, engine: Engine, provider: Provider, tmp_path: Path
) -> None:
    variables = {**AWS, "CHATSCAPE_STORE": engine.url, "OIDC_ISSUER": provider.issuer}
    with (
        running(image, tmp_path / "one.txt", **variables) as one,
        running(image, tmp_path / "two.txt", **variables) as two,
    ):
        alice = RemotePerson(one.origin, "alice@example.com").signs_in()
        bob = RemotePerson(two.origin, "bob@example.com").signs_in()
        alice.sends(alice.adds(bob.email), "from one machine to another")

        read = bob.reads_everything(bob.adds(alice.email))

    assert [body for _, _, body in read] == ["from one machine to another"]


@pytest.mark.parametrize("service", ["dynamodb", "ssm", "sts"])
def test_the_services_that_are_kept_can_be_spoken_to(image: Image, service: str) -> None:
    program = f"import botocore.session as s; s.get_session().create_client({service!r})"
    process = image.run(["python", "-c", program], AWS)
    _, complaint = process.communicate()

    assert process.returncode == 0, complaint
