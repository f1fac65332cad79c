resource "aws_cloudwatch_log_group" "function" {
  #checkov:skip=CKV_AWS_158:nothing in it tells of a person; a key of one's own costs by the month
  #checkov:skip=CKV_AWS_338:what is not needed is not kept; log_days says how long
  for_each = local.functions

  name              = "/aws/lambda/${var.name}-${each.key}"
  retention_in_days = var.log_days
}

resource "aws_cloudwatch_log_group" "api" {
  #checkov:skip=CKV_AWS_158:nothing in it tells of a person; a key of one's own costs by the month
  #checkov:skip=CKV_AWS_338:what is not needed is not kept; log_days says how long
  name              = "/aws/apigateway/${var.name}"
  retention_in_days = var.log_days
}

locals {
  metrics = "ChatScape/${var.name}"

  of_api   = { namespace = "AWS/ApiGateway", dimensions = { ApiId = aws_apigatewayv2_api.site.id } }
  of_table = { namespace = "AWS/DynamoDB", dimensions = { TableName = aws_dynamodb_table.store.name } }
  of_queue = { namespace = "AWS/SQS", dimensions = { QueueName = aws_sqs_queue.dead_letters.name } }

  # What the functions' own log lines say: docs/operating.md.
  of_log = { for name in ["http", "push"] : name => { namespace = local.metrics, dimensions = { function = name } } }

  # Of those that nobody waits for. What goes wrong with the other one, people see: faults.
  unseen = { for name, function in aws_lambda_function.site : name => {
    namespace  = "AWS/Lambda"
    dimensions = { FunctionName = function.function_name }
  } if name != "http" }

  alarms_of_functions = merge(
    { for name, of_function in local.unseen : "${name}-throttles" => merge(of_function, {
      metric = "Throttles", statistic = "Sum", threshold = 1
      says   = "Nothing was free to run ${name}: the account's concurrency, or the one reserved, is used up."
    }) },
    { for name, of_function in local.unseen : "${name}-errors" => merge(of_function, {
      metric = "Errors", statistic = "Sum", threshold = 1
      says   = "The function ${name} broke down or ran out of time: its log says how."
    }) },
  )

  # Of five minutes: which metric, and from how much on somebody should look. Ten cost nothing.
  alarms = merge(local.alarms_of_functions, {
    faults = merge(local.of_api, {
      metric = "5xx", statistic = "Sum", threshold = 3
      says   = "Requests were answered with an error of the site: unhandled_exception and store_unavailable in the log."
    })
    latency = merge(local.of_log["http"], {
      metric = "latency", statistic = "p99", threshold = var.slow_milliseconds
      says   = "One request in a hundred is slow: ms and store_calls in the log."
    })
    incidents = merge(local.of_log["http"], {
      metric = "incidents", statistic = "Sum", threshold = 1
      says   = "Signing in fails, a seal is broken, or a report has come in: sign_in_…, seal_broken and reported in the log."
    })
    refused = merge(local.of_log["http"], {
      metric = "edge_bypassed", statistic = "Sum", threshold = 20
      says   = "Requests came without CloudFront's secret: somebody goes round it, or it has another one than the site."
    })
    push-failures = merge(local.of_log["push"], {
      metric = "push_failures", statistic = "Sum", threshold = 10
      says   = "Push services refuse notifications: push_refused in the log says why."
    })
    push-dead-letters = merge(local.of_queue, {
      metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum", threshold = 1
      says   = "Notifications were given up: the function's log says why. Purge the queue when it is understood."
    })
    table-reads = merge(local.of_table, {
      metric = "ReadThrottleEvents", statistic = "Sum", threshold = 1
      says   = "The table refused reads: one partition is too busy, or the account's limit is reached."
    })
    table-writes = merge(local.of_table, {
      metric = "WriteThrottleEvents", statistic = "Sum", threshold = 1
      says   = "The table refused writes: one partition is too busy, or the account's limit is reached."
    })
  })
}

resource "aws_cloudwatch_metric_alarm" "site" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.says
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  threshold           = each.value.threshold
  comparison_operator = "GreaterThanOrEqualToThreshold"
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching" # nobody talks

  # Of few requests the slowest is no sign of anything.
  evaluate_low_sample_count_percentiles = startswith(each.value.statistic, "p") ? "ignore" : null

  alarm_actions = aws_sns_topic.alarms[*].arn
  ok_actions    = aws_sns_topic.alarms[*].arn
}

resource "aws_cloudwatch_dashboard" "site" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = [for at, name in keys(local.alarms) : {
      type   = "metric"
      x      = at % 3 * 8
      y      = floor(at / 3) * 6
      width  = 8
      height = 6
      properties = {
        title       = local.alarms[name].says
        region      = local.region
        stat        = local.alarms[name].statistic
        period      = 300
        metrics     = [flatten([local.alarms[name].namespace, local.alarms[name].metric, [for key, value in local.alarms[name].dimensions : [key, value]]])]
        annotations = { horizontal = [{ label = name, value = local.alarms[name].threshold }] }
      }
    }]
  })
}
