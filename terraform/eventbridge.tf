resource "aws_cloudwatch_event_rule" "schedule" {
  for_each = { for name, function in local.functions : name => function.schedule if can(function.schedule) }

  name                = "${var.name}-${each.key}"
  description         = "When ${var.name}-${each.key} is called"
  schedule_expression = each.value
}

resource "aws_cloudwatch_event_target" "schedule" {
  for_each = aws_cloudwatch_event_rule.schedule

  rule = each.value.name
  arn  = aws_lambda_function.site[each.key].arn
}

resource "aws_lambda_permission" "schedule" {
  for_each = aws_cloudwatch_event_rule.schedule

  statement_id  = "schedule"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.site[each.key].function_name
  principal     = "events.amazonaws.com"
  source_arn    = each.value.arn
}
