from collections.abc import Iterator

import pytest

from tests.infra.checkout import Checkout, check_out
from tests.infra.emulator import Account, account
from tests.infra.stacks import Stack, first_stack, second_stack


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    with account(tmp_path_factory.mktemp("ministack")) as empty:
        yield empty


@pytest.fixture(scope="session")
def checkout(aws: Account, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    return check_out(tmp_path_factory.mktemp("checkout") / "chatscape", aws.environment)


@pytest.fixture(scope="session")
def stack(aws: Account, checkout: Checkout) -> Stack:
    return first_stack(aws, checkout)


@pytest.fixture(scope="session")
def second(aws: Account, checkout: Checkout, stack: Stack) -> Stack:
    return second_stack(aws, checkout)
