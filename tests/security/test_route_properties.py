"""What holds of every route whatever it is sent: no fault, no trace of a refusal, bounded work."""

from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chatscape.settings import BASE_DIR
from chatscape.store.meter import Cost
from chatscape.stores import open_store
from tests.bench.operations import metered
from tests.provider import Provider

from .authorisation import ANSWERS
from .authorisation_people import Dump, site_over_file
from .route_house import VISITORS, WHO, Answered, House
from .route_requests import PARAMETERS, form_fields, read_in, requests_for
from .routes import Route, all_routes

EXAMPLES = 40
APPS = ("accounts", "notifications", "contacts", "messaging", "moderation", "chatscape")
MOST = Cost(reads=5, writes=1, read_units=16, write_units=50)  # 100 messages are recounted
MOST_OF_A_REPORT = Cost(
    reads=52, writes=1, read_units=80, write_units=80
)  # 10 messages, and beside
MOST_OF_STAFF = Cost(reads=12, writes=1, read_units=30, write_units=50)
MOST_BYTES = 90_000
LONGEST_ESCAPE = len("&quot;")
ASKED = [
    (route, method, who)
    for route in all_routes()
    for method in ANSWERS.get(route.name, {})
    for who in (WHO if route.name.startswith("admin:") else VISITORS)
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[House]:
    with (
        site_over_file(tmp_path_factory.mktemp("house"), provider.issuer) as shelf,
        metered(open_store(django_settings.CHATSCAPE_STORE)) as meter,
    ):
        yield House(shelf, meter)


def name_of(value: Route | str) -> str:
    return value if isinstance(value, str) else value.name


@pytest.mark.parametrize(("route", "method", "who"), ASKED, ids=name_of)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # to make a failing example smaller takes minutes
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_whatever_a_route_is_sent(
    house: House, provider: Provider, route: Route, method: str, who: str, data: st.DataObject
) -> None:
    house.put_back()

    answered = house.ask(who, method, route, data.draw(requests_for(route)))

    assert answered.status < 500
    if answered.status >= 400 or method != "POST":
        assert without_looks(house.shelf.dump()) == house.start
    assert is_within(answered, most_of(route))
    assert leads_nowhere_else(answered, provider)
    assert answered.headers.keys() >= {*django_settings.SECURITY_HEADERS, "Cache-Control"}


def without_looks(dump: Dump) -> Dump:
    """Whatever page of a report staff are shown, that is written down."""
    return [row for row in dump if '"event":"viewed"' not in row[2]]


def most_of(route: Route) -> Cost:
    if route.name.startswith("admin:"):
        return MOST_OF_STAFF
    return MOST_OF_A_REPORT if route.name == "moderation:report" else MOST


def is_within(answered: Answered, most: Cost) -> bool:
    """Whether the work and the answer are in proportion to what was asked."""
    cost = answered.cost
    return (
        cost.reads <= most.reads
        and cost.writes <= most.writes
        and cost.read_units <= most.read_units
        and cost.write_units <= most.write_units
        and answered.size <= MOST_BYTES + LONGEST_ESCAPE * answered.sent
    )


def leads_nowhere_else(answered: Answered, provider: Provider) -> bool:
    """Whether a browser stays on this site, or goes to sign in where the site says."""
    addresses = [answered.headers.get(name) for name in ("Location", "HX-Redirect")]
    return all(
        address.startswith(f"{provider.issuer}/")
        or (address.startswith("/") and not address.startswith(("//", "/\\")))
        for address in addresses
        if address is not None
    )


def test_no_parameter_is_left_out() -> None:
    assert form_fields() >= {"name", "email", "body", "client_id", "seq"}
    assert read_in([BASE_DIR / app for app in APPS]) <= PARAMETERS | form_fields()
