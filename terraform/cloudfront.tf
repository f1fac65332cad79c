locals {
  host   = var.domain != "" ? var.domain : aws_cloudfront_distribution.site.domain_name
  origin = "https://${local.host}"

  # As the API's own api_endpoint says, which an emulator answers with an address of its own.
  api_host = "${aws_apigatewayv2_api.site.id}.execute-api.${local.region}.${data.aws_partition.current.dns_suffix}"
}

locals {
  # AWS's own policies, which have these ids in every account.
  cache = {
    static = "658327ea-f89d-4fab-a63d-7e88639e58f6" # CachingOptimized
    pages  = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" # CachingDisabled
  }

  # AllViewerExceptHostHeader: API Gateway would not know another host than its own.
  all_but_host = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
}

# A custom header of the origin would be in Terraform's state. The function takes its value from a
# store that `make deploy` fills from Parameter Store; until then it answers 503.
resource "aws_cloudfront_key_value_store" "edge" {
  name    = "${var.name}-edge"
  comment = "What proves to ${var.name} that a request came through CloudFront"
}

resource "aws_cloudfront_function" "edge" {
  name                         = "${var.name}-edge"
  comment                      = "Adds the header that ${var.name} asks for"
  runtime                      = "cloudfront-js-2.0"
  code                         = file("${path.module}/edge/secret.js")
  key_value_store_associations = [aws_cloudfront_key_value_store.edge.arn]
  publish                      = true
}

# For what CloudFront answers itself; the site's own headers win.
resource "aws_cloudfront_response_headers_policy" "security" {
  #checkov:skip=CKV_AWS_259:two years, subdomains and preload, but the site's own header wins where there is one
  name    = var.name
  comment = "Security headers of ${var.name} where the site has none"

  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 2 * 365 * 24 * 3600
      include_subdomains         = true
      preload                    = true
      override                   = false
    }

    content_security_policy {
      content_security_policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
      override                = false
    }

    content_type_options {
      override = false
    }

    frame_options {
      frame_option = "DENY"
      override     = false
    }

    referrer_policy {
      referrer_policy = "same-origin"
      override        = false
    }
  }
}

locals {
  errors = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]
}

resource "aws_cloudfront_distribution" "site" {
  #checkov:skip=CKV_AWS_68:a firewall costs by the month; web_acl_arn names one where it is worth it
  #checkov:skip=CKV_AWS_86:its log would hold everybody's address; the site's own has a keyed hash
  #checkov:skip=CKV_AWS_174:CloudFront's own certificate allows no choice; with a domain it is TLSv1.2_2021
  #checkov:skip=CKV_AWS_305:the origin is a site, and answers for / itself
  #checkov:skip=CKV_AWS_310:there is one origin
  #checkov:skip=CKV_AWS_374:people may be anywhere
  #checkov:skip=CKV2_AWS_42:with a domain it has its own certificate
  #checkov:skip=CKV2_AWS_47:no firewall: see above
  comment         = var.name
  enabled         = true
  http_version    = "http2and3"
  is_ipv6_enabled = true
  price_class     = var.price_class
  aliases         = var.domain == "" ? [] : [var.domain]
  web_acl_id      = var.web_acl_arn

  origin {
    origin_id   = "api"
    domain_name = local.api_host

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id           = "api"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = false # where it keeps nothing, CloudFront compresses nothing
    cache_policy_id            = local.cache.pages
    origin_request_policy_id   = local.all_but_host
    response_headers_policy_id = aws_cloudfront_response_headers_policy.security.id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.edge.arn
    }
  }

  ordered_cache_behavior {
    path_pattern               = "static/*"
    target_origin_id           = "api"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = local.cache.static
    origin_request_policy_id   = local.all_but_host
    response_headers_policy_id = aws_cloudfront_response_headers_policy.security.id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.edge.arn
    }
  }

  # Else CloudFront would keep these for ten seconds, whatever their headers say: a page of somebody's
  # that failed would be shown to others.
  dynamic "custom_error_response" {
    for_each = local.errors

    content {
      error_code            = custom_error_response.value
      error_caching_min_ttl = 0
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = var.domain == ""
    acm_certificate_arn            = var.domain == "" ? null : local.certificate_arn
    ssl_support_method             = var.domain == "" ? null : "sni-only"
    minimum_protocol_version       = var.domain == "" ? null : "TLSv1.2_2021"
  }
}
