output "origin" {
  description = "Where people reach the site."
  value       = local.origin
}

output "missing_record" {
  description = "What has to be in the domain's zone, where that is not in Route 53."
  value       = var.domain == "" || local.has_zone ? "" : "${var.domain} CNAME ${aws_cloudfront_distribution.site.domain_name}"
}

output "environment" {
  description = "The functions' environment, without secrets: `make config-env` writes it down."
  value       = merge(local.environment, { AWS_REGION = local.region, AWS_DEFAULT_REGION = local.region })
}

output "user_pool_id" {
  description = "Where people's accounts are."
  value       = aws_cognito_user_pool.people.id
}

output "client_id" {
  description = "As whom the site asks Cognito."
  value       = aws_cloudformation_stack.client.outputs["ClientId"]
}

output "key_value_store_arn" {
  description = "Where CloudFront finds what proves its requests."
  value       = aws_cloudfront_key_value_store.edge.arn
}

output "pipeline" {
  description = "The variables that the repository's pipeline needs; nothing in them is secret."
  value = merge(
    { for name, role in aws_iam_role.pipeline : "AWS_${upper(name)}_ROLE" => role.arn },
    local.is_in_pipeline ? { AWS_REGION = local.region, DEPLOY_STACK = var.name, STATE_BUCKET = var.state_bucket } : {},
  )
}

output "chosen" {
  description = "What the next deployment goes by where nobody says otherwise."
  value       = { domain = var.domain, zone = var.zone }
}

output "alarm_email" {
  description = "Who is told of alarms."
  value       = var.alarm_email
}
