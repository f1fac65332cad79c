output "origin" {
  description = "Where people reach the site."
  value       = local.origin
}

output "distribution_domain" {
  description = "What a domain outside Route 53 has to point to (CNAME)."
  value       = aws_cloudfront_distribution.site.domain_name
}

output "environment" {
  description = "The functions' environment, without secrets: `make config-env` writes it down."
  value       = merge(local.environment, { AWS_REGION = local.region, AWS_DEFAULT_REGION = local.region })
}

output "secrets_path" {
  description = "Below which Parameter Store has the secrets."
  value       = local.secrets_path
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
  value       = { for name, role in aws_iam_role.pipeline : "AWS_${upper(name)}_ROLE" => role.arn }
}
