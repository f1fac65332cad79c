"""The functions: their environment is all that the site needs, and the stream calls one of them."""

import json
import os
import subprocess
import sys

import pytest

from chatscape.settings import env
from deploy.package import PYTHON
from deploy.parameters import CLIENT_PARAMETER, MADE
from tests.infra.checkout import ROOT
from tests.infra.stacks import DOMAIN, Stack

SECRETS = {*MADE, CLIENT_PARAMETER}
OF_THE_PACKAGE = {"CHATSCAPE_STATIC_ROOT", "CHATSCAPE_DEBUG"}
CAN_BE_CHOSEN = {
    *("CHATSCAPE_APPEALS_EMAIL", "CHATSCAPE_EVIDENCE_DAYS", "CHATSCAPE_SECRET_KEY_FALLBACKS"),
    *("CHATSCAPE_MESSAGES_PER_MINUTE", "CHATSCAPE_CONTACTS_PER_HOUR"),
    *("CHATSCAPE_REQUESTS_PER_DAY", "CHATSCAPE_REPORTS_PER_DAY", "CHATSCAPE_SIGN_INS_PER_MINUTE"),
}


def environment(stack: Stack, name: str) -> dict[str, str]:
    variables: dict[str, str] = stack.function(name)["Environment"]["Variables"]
    return variables


@pytest.mark.parametrize("name", ["http", "push"])
def test_every_setting_is_written_by_somebody(stack: Stack, name: str) -> None:
    written = environment(stack, name).keys()

    assert set(env.settings.keys()) - written - OF_THE_PACKAGE - CAN_BE_CHOSEN - SECRETS == set()
    assert not SECRETS.intersection(written)


@pytest.mark.parametrize("name", ["http", "push"])
def test_the_site_starts_in_that_environment(stack: Stack, name: str) -> None:
    secrets = {it: stack.secret(it) for it in SECRETS}
    # Parameter Store is read by the entry point; here it has been already.
    own = {key: it for key, it in environment(stack, name).items() if key != "CHATSCAPE_SSM_PATH"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | own | secrets,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_the_environment_points_to_what_was_made(stack: Stack, second: Stack) -> None:
    for made, origin in ((stack, stack.outputs["origin"]), (second, f"https://{DOMAIN}")):
        told = environment(made, "http")
        pool, client = made.outputs["user_pool_id"], made.outputs["client_id"]

        assert told["CHATSCAPE_ORIGIN"] == origin
        assert told["CHATSCAPE_STORE"] == f"dynamodb://{made.name}"
        assert told["CHATSCAPE_SSM_PATH"] == f"/{made.name}"
        assert told["CHATSCAPE_METRICS"] == f"ChatScape/{made.name}"
        assert (told["CHATSCAPE_PROXIES"], told["CHATSCAPE_PUSH"]) == ("2", "stream")
        assert told["OIDC_ISSUER"].endswith(f".amazonaws.com/{pool}")
        assert told["OIDC_CLIENT_ID"] == client
        described = made.client("cognito-idp").describe_user_pool(UserPoolId=pool)["UserPool"]
        assert told["OIDC_LOGOUT_URL"] == (
            f"https://{described['Domain']}.auth.eu-west-1.amazoncognito.com/logout"
        )


def test_settings_are_passed_on(second: Stack) -> None:
    for name in ("http", "push"):
        assert environment(second, name)["CHATSCAPE_APPEALS_EMAIL"] == "appeals@example.com"
    assert second.function("http")["MemorySize"] == 1024
    concurrency = second.client("lambda").get_function_concurrency(FunctionName="second-push")
    assert concurrency["ReservedConcurrentExecutions"] == 5


def test_the_functions_run_the_package(stack: Stack) -> None:
    http, push = stack.function("http"), stack.function("push")

    assert http["Handler"] == "chatscape.aws_lambda.handler"
    assert push["Handler"] == "chatscape.push_stream.handler"
    assert http["CodeSha256"] == push["CodeSha256"]
    for made in (http, push):
        assert made["Runtime"] == f"python{PYTHON}"
        assert made["Architectures"] == ["arm64"]


def test_the_stream_is_read_within_bounds(stack: Stack) -> None:
    listed = stack.client("lambda").list_event_source_mappings(FunctionName=f"{stack.name}-push")
    (mapping,) = listed["EventSourceMappings"]
    table = stack.client("dynamodb").describe_table(TableName=stack.name)["Table"]
    (only,) = mapping["FilterCriteria"]["Filters"]

    assert mapping["EventSourceArn"] == table["LatestStreamArn"]
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["MaximumRetryAttempts"] == 5
    assert mapping["MaximumRecordAgeInSeconds"] == 3600
    of = [{"prefix": "conversation#"}, {"prefix": "audit#"}]
    assert json.loads(only["Pattern"]) == {
        "eventName": ["INSERT"],
        "dynamodb": {"Keys": {"partition": {"S": of}}},
    }
    destination = mapping["DestinationConfig"]["OnFailure"]["Destination"]
    assert destination.endswith(f":{stack.name}-push-dead-letters")


def test_logs_end(stack: Stack) -> None:
    groups = stack.client("logs").describe_log_groups()["logGroups"]
    own = {it["logGroupName"]: it.get("retentionInDays") for it in groups}

    for name in ("/aws/lambda/chatscape-http", "/aws/lambda/chatscape-push"):
        assert own[name] == 30
    assert own["/aws/apigateway/chatscape"] == 30


def test_only_the_api_calls_the_site(stack: Stack) -> None:
    told = stack.client("lambda").get_policy(FunctionName=f"{stack.name}-http")["Policy"]
    (statement,) = json.loads(told)["Statement"]

    assert statement["Principal"] == {"Service": "apigateway.amazonaws.com"}
    source = statement["Condition"]["ArnLike"]["AWS:SourceArn"]
    assert source.endswith(f":{stack.api()['ApiId']}/*/$default")
