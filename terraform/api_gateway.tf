# The API comes first: its address is CloudFront's origin, CloudFront's is in the functions'
# environment, and only the integration needs the function.
resource "aws_apigatewayv2_api" "site" {
  name          = var.name
  description   = "ChatScape (${var.name}), behind CloudFront"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "site" {
  api_id                 = aws_apigatewayv2_api.site.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.site["http"].invoke_arn
  integration_method     = "POST"
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "site" {
  #checkov:skip=CKV_AWS_309:the site signs people in itself, and refuses whatever did not come through CloudFront
  api_id    = aws_apigatewayv2_api.site.id
  route_key = "$default"
  target    = "integrations/${aws_apigatewayv2_integration.site.id}"
}

resource "aws_apigatewayv2_stage" "site" {
  api_id      = aws_apigatewayv2_api.site.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit  = var.requests_per_second
    throttling_burst_limit = var.request_burst
  }

  # No address, path, agent or identity: nothing that tells of a person.
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.api.arn
    format = jsonencode({
      time                = "$context.requestTimeEpoch"
      request_id          = "$context.requestId"
      status              = "$context.status"
      ms                  = "$context.responseLatency"
      integration_ms      = "$context.integrationLatency"
      integration_status  = "$context.integration.status"
      bytes               = "$context.responseLength"
      error_response_type = "$context.error.responseType"
    })
  }
}
