"""The user pool and its client: who may sign in, how, and where they come back to."""

from typing import Any

from tests.infra.stacks import DOMAIN, Stack


def pool(stack: Stack) -> Any:
    wanted = stack.outputs["user_pool_id"]
    return stack.client("cognito-idp").describe_user_pool(UserPoolId=wanted)["UserPool"]


def client(stack: Stack) -> Any:
    described = stack.client("cognito-idp").describe_user_pool_client(
        UserPoolId=stack.outputs["user_pool_id"], ClientId=stack.outputs["client_id"]
    )
    return described["UserPoolClient"]


def test_people_sign_in_with_an_address_that_they_have_proved(stack: Stack) -> None:
    made = pool(stack)

    assert made["UsernameAttributes"] == ["email"]
    assert made["AutoVerifiedAttributes"] == ["email"]
    assert made["UsernameConfiguration"] == {"CaseSensitive": False}
    unproved = made["UserAttributeUpdateSettings"]["AttributesRequireVerificationBeforeUpdate"]
    assert unproved == ["email"]
    assert made["Policies"]["PasswordPolicy"]["MinimumLength"] == 12
    assert made["MfaConfiguration"] == "OPTIONAL"
    assert made["DeletionProtection"] == "ACTIVE"


def test_the_client_knows_the_code_flow_alone_and_has_a_secret(stack: Stack) -> None:
    made = client(stack)

    assert made["AllowedOAuthFlows"] == ["code"]
    assert sorted(made["AllowedOAuthScopes"]) == ["email", "openid", "profile"]
    assert len(made["ClientSecret"]) > 40
    assert not {"ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"}.intersection(
        made["ExplicitAuthFlows"]
    )
    assert made["PreventUserExistenceErrors"] == "ENABLED"
    assert made["EnableTokenRevocation"] is True


def test_tokens_live_for_minutes(stack: Stack) -> None:
    made = client(stack)

    assert set(made["TokenValidityUnits"].values()) == {"minutes"}
    assert (made["AccessTokenValidity"], made["IdTokenValidity"]) == (5, 5)
    assert made["RefreshTokenValidity"] == 60  # Cognito allows no less


def test_people_come_back_to_the_site_and_nowhere_else(stack: Stack, second: Stack) -> None:
    for made, origin in (
        (client(stack), stack.outputs["origin"]),
        (client(second), f"https://{DOMAIN}"),
    ):
        assert made["CallbackURLs"] == [f"{origin}/oidc/callback/"]
        assert made["LogoutURLs"] == [f"{origin}/"]


def test_the_groups_are_those_that_the_site_asks_for(stack: Stack) -> None:
    groups = stack.client("cognito-idp").list_groups(UserPoolId=stack.outputs["user_pool_id"])
    asked = stack.function("http")["Environment"]["Variables"]

    assert {it["GroupName"] for it in groups["Groups"]} == {
        asked["OIDC_STAFF_GROUP"],
        asked["OIDC_MODERATOR_GROUP"],
    }


def test_signing_up_can_be_left_to_an_administrator(stack: Stack, second: Stack) -> None:
    only = "AllowAdminCreateUserOnly"

    assert pool(stack)["AdminCreateUserConfig"].get(only, False) is False
    assert pool(second)["AdminCreateUserConfig"][only] is True
