locals {
  zone            = var.zone != "" ? var.zone : replace(var.domain, "/^[^.]+\\./", "")
  has_zone        = var.domain != "" && var.certificate_arn == ""
  certificate_arn = local.has_zone ? aws_acm_certificate_validation.site[0].certificate_arn : var.certificate_arn
}

data "aws_route53_zone" "site" {
  count = local.has_zone ? 1 : 0

  name = local.zone
}

resource "aws_acm_certificate" "site" {
  count    = local.has_zone ? 1 : 0
  provider = aws.us_east_1

  domain_name       = var.domain
  validation_method = "DNS"

  tags = { Name = var.name }

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  validation = local.has_zone ? one(aws_acm_certificate.site[0].domain_validation_options) : null
}

resource "aws_route53_record" "validation" {
  count = local.has_zone ? 1 : 0

  zone_id         = data.aws_route53_zone.site[0].zone_id
  name            = local.validation.resource_record_name
  type            = local.validation.resource_record_type
  records         = [local.validation.resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "site" {
  count    = local.has_zone ? 1 : 0
  provider = aws.us_east_1

  certificate_arn         = aws_acm_certificate.site[0].arn
  validation_record_fqdns = aws_route53_record.validation[*].fqdn
}

resource "aws_route53_record" "site" {
  for_each = local.has_zone ? toset(["A", "AAAA"]) : toset([])

  zone_id = data.aws_route53_zone.site[0].zone_id
  name    = var.domain
  type    = each.key

  alias {
    name                   = aws_cloudfront_distribution.site.domain_name
    zone_id                = aws_cloudfront_distribution.site.hosted_zone_id
    evaluate_target_health = false
  }
}
