"""What stands in front: CloudFront, and API Gateway behind it."""

import json
from typing import Any

from chatscape.headers import HSTS_SECONDS
from tests.infra.stacks import DOMAIN, Stack

SAYS_WHO_SOMEBODY_IS = ("ip", "path", "userAgent", "identity", "authorizer", "protocol", "domain")


def named(stack: Stack, kind: str, identifier: str) -> str:
    client = stack.client("cloudfront")
    if kind == "cache":
        told = client.get_cache_policy(Id=identifier)["CachePolicy"]["CachePolicyConfig"]
    else:
        told = client.get_origin_request_policy(Id=identifier)["OriginRequestPolicy"]
        told = told["OriginRequestPolicyConfig"]
    return str(told["Name"])


def behaviours(stack: Stack) -> dict[str, Any]:
    made = stack.distribution()
    ordered = made["CacheBehaviors"]["Items"]
    return {"": made["DefaultCacheBehavior"], **{it["PathPattern"]: it for it in ordered}}


def test_files_are_kept_and_pages_never(stack: Stack) -> None:
    found = behaviours(stack)

    assert found.keys() == {"", "static/*"}
    assert named(stack, "cache", found[""]["CachePolicyId"]) == "Managed-CachingDisabled"
    assert named(stack, "cache", found["static/*"]["CachePolicyId"]) == "Managed-CachingOptimized"


def test_what_failed_is_not_kept_for_the_next_visitor(stack: Stack) -> None:
    """A page that failed may have somebody's name on it, and CloudFront heeds no header there."""
    told = stack.distribution()["CustomErrorResponses"]["Items"]

    assert {it["ErrorCode"] for it in told} >= {500, 502, 503, 504}
    assert all(it["ErrorCachingMinTTL"] == 0 for it in told)


def test_everything_is_passed_on_but_the_host(stack: Stack) -> None:
    for it in behaviours(stack).values():
        policy = named(stack, "origin", it["OriginRequestPolicyId"])
        assert policy == "Managed-AllViewerExceptHostHeader"
        assert it["ViewerProtocolPolicy"] == "redirect-to-https"


def test_what_is_kept_is_compressed(stack: Stack) -> None:
    kept = {path: it["Compress"] for path, it in behaviours(stack).items()}

    assert kept.pop("static/*") is True
    assert set(kept.values()) == {False}


def test_every_request_gets_the_secret_from_the_function(stack: Stack) -> None:
    for it in behaviours(stack).values():
        (only,) = it["FunctionAssociations"]["Items"]
        assert only["EventType"] == "viewer-request"
        assert only["FunctionARN"].endswith(f":function/{stack.name}-edge")
    (origin,) = stack.distribution()["Origins"]["Items"]
    assert origin["CustomHeaders"]["Quantity"] == 0


def test_the_function_that_runs_is_the_one_in_the_repository(stack: Stack) -> None:
    client = stack.client("cloudfront")
    live = client.get_function(Name=f"{stack.name}-edge", Stage="LIVE")
    summary = client.describe_function(Name=f"{stack.name}-edge", Stage="LIVE")
    config = summary["FunctionSummary"]["FunctionConfig"]

    assert b"x-chatscape-edge" in live["FunctionCode"].read()
    assert config["Runtime"] == "cloudfront-js-2.0"
    (store,) = config["KeyValueStoreAssociations"]["Items"]
    assert store["KeyValueStoreARN"] == stack.outputs["key_value_store_arn"]


def test_the_origin_is_the_api_by_https(stack: Stack) -> None:
    (origin,) = stack.distribution()["Origins"]["Items"]
    custom = origin["CustomOriginConfig"]

    api = stack.api()["ApiId"]
    assert origin["DomainName"] == f"{api}.execute-api.eu-west-1.amazonaws.com"
    assert custom["OriginProtocolPolicy"] == "https-only"
    assert custom["OriginSslProtocols"]["Items"] == ["TLSv1.2"]


def test_what_cloudfront_answers_itself_has_security_headers(stack: Stack) -> None:
    identifier = behaviours(stack)[""]["ResponseHeadersPolicyId"]
    told = stack.client("cloudfront").get_response_headers_policy(Id=identifier)
    headers = told["ResponseHeadersPolicy"]["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]

    assert headers["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == HSTS_SECONDS
    assert headers["FrameOptions"]["FrameOption"] == "DENY"
    assert all(it["Override"] is False for it in headers.values())


def test_a_domain_has_its_certificate_and_its_records(second: Stack) -> None:
    made = second.distribution()
    arn = made["ViewerCertificate"]["ACMCertificateArn"]
    certificate = second.account.client("acm", "us-east-1").describe_certificate(CertificateArn=arn)
    route53 = second.client("route53")
    (zone,) = route53.list_hosted_zones()["HostedZones"]
    records = route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
    aliases = {it["Type"]: it["AliasTarget"] for it in records if "AliasTarget" in it}

    assert made["Aliases"]["Items"] == [DOMAIN]
    assert made["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert certificate["Certificate"]["DomainName"] == DOMAIN
    assert aliases.keys() == {"A", "AAAA"}
    for target in aliases.values():
        assert target["DNSName"].rstrip(".") == second.distribution_domain


def test_the_stage_has_limits_and_its_log_tells_of_nobody(stack: Stack) -> None:
    client, api = stack.client("apigatewayv2"), stack.api()["ApiId"]
    (stage,) = client.get_stages(ApiId=api)["Items"]
    written = json.loads(stage["AccessLogSettings"]["Format"])

    assert stage["StageName"] == "$default"
    assert stage["DefaultRouteSettings"]["ThrottlingRateLimit"] == 100
    assert stage["DefaultRouteSettings"]["ThrottlingBurstLimit"] == 200
    assert "$context.status" in written.values()
    for value in written.values():
        assert not any(value.startswith(f"$context.{it}") for it in SAYS_WHO_SOMEBODY_IS)


def test_every_request_goes_to_the_site_in_one_format(stack: Stack) -> None:
    client, api = stack.client("apigatewayv2"), stack.api()["ApiId"]
    (route,) = client.get_routes(ApiId=api)["Items"]
    (integration,) = client.get_integrations(ApiId=api)["Items"]

    assert route["RouteKey"] == "$default"
    assert route["Target"] == f"integrations/{integration['IntegrationId']}"
    assert integration["PayloadFormatVersion"] == "2.0"
    assert stack.function("http")["FunctionArn"] in integration["IntegrationUri"]
