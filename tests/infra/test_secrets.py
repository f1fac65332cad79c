"""No secret is where it need not be, none is made twice, and another one comes into use."""

import pytest

from chatscape.environment import is_secret_key
from deploy.parameters import CLIENT_PARAMETER, EDGE_PARAMETER, MADE, Parameters
from notifications.vapid import is_private_key
from tests.infra.checkout import Checkout
from tests.infra.emulator import ACCOUNT, Account
from tests.infra.stacks import DOMAIN, Stack, of_second

NAMES = [*MADE, CLIENT_PARAMETER]


def key_of_the_edge(stack: Stack) -> str:
    found = stack.account.key_value_stores().get_key(
        KvsARN=stack.outputs["key_value_store_arn"], Key=EDGE_PARAMETER
    )
    return str(found["Value"])


@pytest.mark.parametrize("name", NAMES)
def test_a_secret_is_kept_encrypted_below_the_path_of_its_stack(stack: Stack, name: str) -> None:
    described = stack.client("ssm").get_parameter(Name=f"/{stack.name}/{name}")

    assert described["Parameter"]["Type"] == "SecureString"


def test_secrets_are_such_as_the_site_takes(stack: Stack) -> None:
    assert is_secret_key(stack.secret("CHATSCAPE_SECRET_KEY"))
    assert is_private_key(stack.secret("VAPID_PRIVATE_KEY"))
    assert is_secret_key(stack.secret(EDGE_PARAMETER))


def test_the_client_has_the_secret_that_cognito_knows(stack: Stack) -> None:
    described = stack.client("cognito-idp").describe_user_pool_client(
        UserPoolId=stack.outputs["user_pool_id"], ClientId=stack.outputs["client_id"]
    )

    assert stack.secret(CLIENT_PARAMETER) == described["UserPoolClient"]["ClientSecret"]


def test_the_edge_and_the_site_have_the_same_secret(stack: Stack) -> None:
    assert key_of_the_edge(stack) == stack.secret(EDGE_PARAMETER)


def test_no_secret_is_in_the_state_or_was_printed(stack: Stack, second: Stack) -> None:
    for made in (stack, second):
        assert made.outputs["client_id"] in made.state
        for name in NAMES:
            assert made.secret(name) not in made.state
            assert made.secret(name) not in made.printed


def test_no_secret_is_in_an_environment(stack: Stack) -> None:
    for function in ("http", "push"):
        values = stack.function(function)["Environment"]["Variables"].values()
        assert not {stack.secret(name) for name in NAMES}.intersection(values)


def test_stacks_share_no_secret(stack: Stack, second: Stack) -> None:
    for name in NAMES:
        assert stack.secret(name) != second.secret(name)


def test_other_secrets_come_into_use_and_the_rest_stays(second: Stack, checkout: Checkout) -> None:
    """Also the domain, which is not given again."""
    before = {name: second.secret(name) for name in NAMES}
    revision = second.function("http")["Environment"]["Variables"]["SECRETS_REVISION"]
    Parameters(second.client("ssm"), "/second").renew_edge()
    given = of_second()
    del given["DOMAIN"]

    printed = checkout.deploy("up", "--no-wait", **given, AUTO_APPROVE="1", RENEW="client")

    assert second.outputs["origin"] == f"https://{DOMAIN}"
    after = {name: second.secret(name) for name in NAMES}
    assert "Made the secret" not in printed
    assert {name for name in NAMES if after[name] != before[name]} == {
        EDGE_PARAMETER,
        CLIENT_PARAMETER,
    }
    assert after[EDGE_PARAMETER].split() == [key_of_the_edge(second), before[EDGE_PARAMETER]]
    for function in ("http", "push"):
        variables = second.function(function)["Environment"]["Variables"]
        assert variables["SECRETS_REVISION"] not in {"", revision}
        described = second.client("cognito-idp").describe_user_pool_client(
            UserPoolId=second.outputs["user_pool_id"], ClientId=variables["OIDC_CLIENT_ID"]
        )
        assert described["UserPoolClient"]["ClientSecret"] == after[CLIENT_PARAMETER]
    assert after[CLIENT_PARAMETER] not in printed


def test_the_key_before_stays_good_for_sessions(aws: Account) -> None:
    parameters = Parameters(aws.client("ssm"), "/renewals")
    parameters.make_missing()
    before = parameters.value("CHATSCAPE_SECRET_KEY")

    parameters.renew_key()

    assert is_secret_key(parameters.value("CHATSCAPE_SECRET_KEY"))
    assert parameters.value("CHATSCAPE_SECRET_KEY") != before
    assert parameters.value("CHATSCAPE_SECRET_KEY_FALLBACKS") == before
    between = parameters.value("CHATSCAPE_SECRET_KEY")

    parameters.renew_key()

    assert parameters.value("CHATSCAPE_SECRET_KEY_FALLBACKS").split() == [between, before]


def test_of_the_secrets_of_the_edge_the_last_two_are_good(aws: Account) -> None:
    parameters = Parameters(aws.client("ssm"), "/edges")
    parameters.make_missing()
    first = parameters.value(EDGE_PARAMETER)

    parameters.renew_edge()
    second = parameters.value(EDGE_PARAMETER).split()
    parameters.renew_edge()
    third = parameters.value(EDGE_PARAMETER).split()

    assert second[1:] == [first]
    assert third[1:] == second[:1]
    assert all(map(is_secret_key, third))


def test_what_an_operator_has_to_do_is_said(stack: Stack, second: Stack) -> None:
    assert "Nobody is told of alarms" in stack.printed
    assert "Nobody is told of alarms" not in second.printed
    for variable, value in second.outputs["pipeline"].items():
        assert f"gh variable set {variable} --body {value}\n" in second.printed
    assert second.outputs["pipeline"]["DEPLOY_STACK"] == "second"


def test_what_is_deployed_says_where(stack: Stack) -> None:
    assert f"The stack chatscape in eu-west-1, account {ACCOUNT}." in stack.printed
    assert stack.printed.endswith(f"ChatScape is at {stack.outputs['origin']}\n")
