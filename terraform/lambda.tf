locals {
  package = var.package != "" ? var.package : "${path.module}/../var/package/chatscape-${var.architecture}.zip"

  # A further one is one more line here, with what it may do to the table in iam.tf. A schedule, like
  # schedule = "rate(1 day)", calls it by the clock.
  functions = {
    http = { handler = "chatscape.aws_lambda.handler", timeout = 20, memory = 512 }
    push = { handler = "chatscape.push_stream.handler", timeout = 300, memory = 512 }
  }

  environment = merge(var.settings, {
    CHATSCAPE_ORIGIN     = local.origin
    CHATSCAPE_STORE      = "dynamodb://${aws_dynamodb_table.store.name}"
    CHATSCAPE_PROXIES    = "2" # CloudFront and API Gateway
    CHATSCAPE_PUSH       = "stream"
    CHATSCAPE_METRICS    = local.metrics
    CHATSCAPE_SSM_PATH   = local.secrets_path
    OIDC_ISSUER          = local.oidc_issuer
    OIDC_CLIENT_ID       = aws_cloudformation_stack.client.outputs["ClientId"]
    OIDC_LOGOUT_URL      = "${local.sign_in_page}/logout"
    OIDC_STAFF_GROUP     = aws_cognito_user_group.role["staff"].name
    OIDC_MODERATOR_GROUP = aws_cognito_user_group.role["moderators"].name
  })
}

resource "aws_lambda_function" "site" {
  #checkov:skip=CKV_AWS_50:the log says what each request cost; tracing would add a price and a right
  #checkov:skip=CKV_AWS_115:a new account cannot reserve any; reserved_concurrency does
  #checkov:skip=CKV_AWS_116:one is asked by people, who see the error; the other has a queue of its own at the stream
  #checkov:skip=CKV_AWS_117:everything that they call is on the internet; a network of one's own costs by the hour
  #checkov:skip=CKV_AWS_173:no secret is in the environment
  #checkov:skip=CKV_AWS_272:whoever may change the package may change the signer as well
  for_each = local.functions

  function_name                  = "${var.name}-${each.key}"
  description                    = "ChatScape (${var.name}): ${each.key}"
  role                           = aws_iam_role.function[each.key].arn
  filename                       = local.package
  source_code_hash               = filebase64sha256(local.package)
  handler                        = each.value.handler
  runtime                        = "python${var.python_version}"
  architectures                  = [var.architecture]
  memory_size                    = lookup(var.memory, each.key, each.value.memory)
  timeout                        = each.value.timeout
  reserved_concurrent_executions = lookup(var.reserved_concurrency, each.key, -1)

  environment {
    # A change of the environment ends the running ones: they read the secrets at their start.
    variables = merge(local.environment, { SECRETS_REVISION = var.secrets_revision })
  }

  logging_config {
    log_format = "Text" # the lines are JSON already
    log_group  = aws_cloudwatch_log_group.function[each.key].name
  }

  depends_on = [aws_iam_role_policy.function]
}

# The handler says from which record on a batch has to come again. What has not been told within an
# hour is no news any more: its place in the stream goes to the queue.
resource "aws_lambda_event_source_mapping" "push" {
  count = var.notifies ? 1 : 0

  event_source_arn               = aws_dynamodb_table.store.stream_arn
  function_name                  = aws_lambda_function.site["push"].arn
  starting_position              = "LATEST"
  batch_size                     = 10 # a message has ten seconds for all devices of a person
  parallelization_factor         = 2  # slow push services hold up few others, and leave room for pages
  function_response_types        = ["ReportBatchItemFailures"]
  bisect_batch_on_function_error = true
  maximum_retry_attempts         = 5
  maximum_record_age_in_seconds  = 3600

  filter_criteria {
    filter {
      pattern = jsonencode({
        eventName = ["INSERT"]
        dynamodb  = { Keys = { partition = { S = [{ prefix = "conversation#" }, { prefix = "audit#" }] } } }
      })
    }
  }

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.dead_letters.arn
    }
  }
}

resource "aws_lambda_permission" "api" {
  statement_id  = "api"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.site["http"].function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.site.execution_arn}/*/$default"
}
