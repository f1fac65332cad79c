import pytest

from chatscape import wiring
from tests.people import Person, friends

MODERATOR = frozenset({"moderator"})
STAFF = frozenset({"staff"})


@pytest.fixture
def people(application_over: wiring.Application) -> tuple[Person, Person, Person]:
    """Alice and Bob, who are friends, and Sam of the staff, who reads reports."""
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    return alice, bob, Person("Sam", roles=STAFF)


@pytest.fixture
def kim(application_over: wiring.Application) -> Person:
    """Of the staff, and decides."""
    return Person("Kim", roles=MODERATOR)


@pytest.fixture
def lou(application_over: wiring.Application) -> Person:
    """Another one."""
    return Person("Lou", roles=MODERATOR)
