# The plan without AWS: what is decided in the configuration itself. What AWS makes of it is tested by
# tests/infra, on an emulator.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}

variables {
  name    = "trial"
  package = "tests/package.txt"
}

override_resource {
  target = aws_cloudformation_stack.client
  values = {
    outputs = { ClientId = "4example0client0id0of0trial" }
  }
}

run "whatever_has_a_name_is_called_after_the_stack" {
  assert {
    condition = alltrue([for it in concat(
      [aws_dynamodb_table.store.name, aws_cognito_user_pool.people.name, aws_cognito_user_pool_domain.sign_in.domain],
      [aws_cloudformation_stack.client.name, aws_apigatewayv2_api.site.name, aws_sqs_queue.dead_letters.name],
      [aws_cloudfront_function.edge.name, aws_cloudfront_key_value_store.edge.name, aws_cloudfront_response_headers_policy.security.name],
      [aws_cloudwatch_log_group.api.name, aws_cloudwatch_dashboard.site.dashboard_name],
      values(aws_lambda_function.site)[*].function_name,
      values(aws_iam_role.function)[*].name,
      values(aws_iam_role_policy.function)[*].name,
      values(aws_cloudwatch_log_group.function)[*].name,
      values(aws_cloudwatch_metric_alarm.site)[*].alarm_name,
    ) : strcontains(it, "trial")])
    error_message = "Two stacks in one account would meet."
  }

  assert {
    condition     = local.secrets_path == "/trial" && local.metrics == "ChatScape/trial"
    error_message = "Two stacks would share their secrets or their metrics."
  }
}

run "the_audit_cannot_be_changed" {
  assert {
    condition = contains([for it in jsondecode(aws_iam_role_policy.function["http"].policy).Statement :
      it.Effect == "Deny" ? jsonencode([sort(it.Action), it.Resource, it.Condition]) : ""
      ], jsonencode([
        ["dynamodb:DeleteItem", "dynamodb:UpdateItem"],
        aws_dynamodb_table.store.arn,
        { "ForAnyValue:StringLike" = { "dynamodb:LeadingKeys" = "audit#*" } },
    ]))
    error_message = "The site could change or delete a line of the audit."
  }
}

run "no_right_is_over_everything" {
  assert {
    condition = alltrue(flatten([for policy in aws_iam_role_policy.function : [
      for it in jsondecode(policy.policy).Statement : [
        for resource in flatten([it.Resource]) : startswith(resource, "arn:") && !endswith(resource, ":*") || endswith(resource, ":log-group:/aws/lambda/trial:*")
      ]
    ]]))
    error_message = "A function may do something to whatever there is."
  }

  assert {
    condition = alltrue(flatten([for policy in aws_iam_role_policy.function : [
      for it in jsondecode(policy.policy).Statement : [
        for action in flatten([it.Action]) : !strcontains(action, "*")
      ]
    ]]))
    error_message = "A function may do whatever there is."
  }
}

run "people_sign_in_by_the_code_flow_alone" {
  assert {
    condition     = local.client_template.Resources.Client.Properties.AllowedOAuthFlows == ["code"]
    error_message = "The implicit flow shows tokens in addresses."
  }

  assert {
    condition     = local.client_template.Resources.Client.Properties.CallbackURLs == ["${local.origin}/oidc/callback/"]
    error_message = "People would come back elsewhere."
  }

  assert {
    condition     = keys(local.client_template.Outputs) == ["ClientId"] && !strcontains(aws_cloudformation_stack.client.template_body, "ClientSecret")
    error_message = "The stack tells Terraform a secret."
  }
}

run "the_slowest_of_few_is_no_alarm" {
  assert {
    condition     = [for name, it in aws_cloudwatch_metric_alarm.site : name if it.evaluate_low_sample_count_percentiles == "ignore"] == ["latency"]
    error_message = "One slow request in a quiet night would wake somebody."
  }
}

run "pages_are_never_kept_and_files_are" {
  assert {
    condition     = aws_cloudfront_distribution.site.default_cache_behavior[0].cache_policy_id == local.cache.pages
    error_message = "CloudFront would show somebody's page to others."
  }

  assert {
    condition     = [for it in aws_cloudfront_distribution.site.ordered_cache_behavior : [it.path_pattern, it.cache_policy_id]] == [["static/*", local.cache.static]]
    error_message = "Only static files may be kept."
  }

  assert {
    condition = alltrue([for it in concat(
      tolist(aws_cloudfront_distribution.site.default_cache_behavior[*].function_association),
      tolist(aws_cloudfront_distribution.site.ordered_cache_behavior[*].function_association),
    ) : one(it).function_arn == aws_cloudfront_function.edge.arn])
    error_message = "The site would refuse what comes without the secret."
  }
}

run "without_a_domain_the_origin_is_cloudfronts" {
  assert {
    condition     = output.origin == "https://${aws_cloudfront_distribution.site.domain_name}" && aws_lambda_function.site["http"].environment[0].variables.CHATSCAPE_ORIGIN == output.origin
    error_message = "The functions know another address than people."
  }

  assert {
    condition     = length(aws_acm_certificate.site) == 0 && length(aws_route53_record.site) == 0
    error_message = "There is nothing to certify."
  }
}

run "with_a_domain_the_origin_is_its_own" {
  variables {
    domain = "chat.example.com"
  }

  assert {
    condition     = output.origin == "https://chat.example.com" && data.aws_route53_zone.site[0].name == "example.com"
    error_message = "The zone of a domain is the domain without its first part."
  }

  assert {
    condition     = aws_cloudfront_distribution.site.viewer_certificate[0].minimum_protocol_version == "TLSv1.2_2021"
    error_message = "Older protocols are broken."
  }
}

run "a_certificate_of_ones_own_needs_no_zone" {
  variables {
    domain          = "chat.example.com"
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/own"
  }

  assert {
    condition     = aws_cloudfront_distribution.site.viewer_certificate[0].acm_certificate_arn == var.certificate_arn && length(data.aws_route53_zone.site) == 0
    error_message = "The certificate that was given is not the one in use."
  }

  assert {
    condition     = output.missing_record == "chat.example.com CNAME ${aws_cloudfront_distribution.site.domain_name}"
    error_message = "Nobody is told where the name has to lead."
  }
}

run "nobody_is_notified_while_a_store_is_copied_into_the_table" {
  variables {
    notifies = false
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.push) == 0
    error_message = "People would be notified again of all that they have not read."
  }
}

run "a_name_that_is_too_long_is_refused" {
  command = plan

  variables {
    name = "a-name-that-is-much-too-long"
  }

  expect_failures = [var.name]
}

run "a_name_that_aws_keeps_to_itself_is_refused" {
  command = plan

  variables {
    name = "cognito-chat"
  }

  expect_failures = [var.name]
}

run "a_setting_that_terraform_knows_is_refused" {
  command = plan

  variables {
    settings = { CHATSCAPE_STORE = "dynamodb://another" }
  }

  expect_failures = [var.settings]
}
