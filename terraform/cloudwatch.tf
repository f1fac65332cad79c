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
