locals {
  domain_prefix = var.domain_prefix != "" ? var.domain_prefix : "${var.name}-${local.account_id}"
  sign_in_page  = "https://${aws_cognito_user_pool_domain.sign_in.domain}.auth.${local.region}.amazoncognito.com"
  oidc_issuer   = "https://cognito-idp.${local.region}.amazonaws.com/${aws_cognito_user_pool.people.id}"
}

resource "aws_cognito_user_pool" "people" {
  name                     = var.name
  user_pool_tier           = "LITE" # what the site uses is all in it
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  deletion_protection      = var.deletion_protection ? "ACTIVE" : "INACTIVE"
  mfa_configuration        = var.mfa

  username_configuration {
    case_sensitive = false
  }

  # Until the new address is proved, the old one counts: an address is the key to a conversation.
  user_attribute_update_settings {
    attributes_require_verification_before_update = ["email"]
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  admin_create_user_config {
    allow_admin_create_user_only = !var.sign_up
  }

  password_policy {
    minimum_length                   = 12
    require_lowercase                = true
    require_numbers                  = true
    require_symbols                  = false
    require_uppercase                = true
    temporary_password_validity_days = 3
  }

  dynamic "software_token_mfa_configuration" {
    for_each = var.mfa == "OFF" ? [] : [true]

    content {
      enabled = true
    }
  }

  email_configuration {
    email_sending_account = var.ses_identity_arn == "" ? "COGNITO_DEFAULT" : "DEVELOPER"
    source_arn            = var.ses_identity_arn == "" ? null : var.ses_identity_arn
    from_email_address    = var.email_from == "" ? null : var.email_from
  }

  verification_message_template {
    default_email_option = "CONFIRM_WITH_CODE"
    email_subject        = "Your code for ChatScape"
    email_message        = "Your code for ChatScape is {####}."
  }
}

resource "aws_cognito_user_pool_domain" "sign_in" {
  domain       = local.domain_prefix
  user_pool_id = aws_cognito_user_pool.people.id
}

resource "aws_cognito_user_group" "role" {
  for_each = {
    staff      = "Read reports"
    moderators = "Decide about reports"
  }

  name         = each.key
  description  = each.value
  user_pool_id = aws_cognito_user_pool.people.id
}

# The provider's own resource would keep the client's secret in Terraform's state, whoever asks for it
# or not. A stack of CloudFormation tells no more than it is asked for: the id. `make deploy` carries
# the secret from Cognito to Parameter Store.
resource "aws_cloudformation_stack" "client" {
  #checkov:skip=CKV_AWS_124:Terraform waits for it and says how it ended
  name          = "${var.name}-client"
  template_body = jsonencode(local.client_template)
}

locals {
  client_template = {
    AWSTemplateFormatVersion = "2010-09-09"
    Description              = "The OpenID Connect client of ${var.name}"
    Resources = {
      Client = {
        Type = "AWS::Cognito::UserPoolClient"
        Properties = {
          ClientName                      = var.name
          UserPoolId                      = aws_cognito_user_pool.people.id
          GenerateSecret                  = true
          AllowedOAuthFlowsUserPoolClient = true
          AllowedOAuthFlows               = ["code"]
          AllowedOAuthScopes              = ["openid", "email", "profile"]
          CallbackURLs                    = ["${local.origin}/oidc/callback/"]
          DefaultRedirectURI              = "${local.origin}/oidc/callback/"
          LogoutURLs                      = ["${local.origin}/"]
          SupportedIdentityProviders      = ["COGNITO"]
          ExplicitAuthFlows               = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]
          ReadAttributes                  = ["email", "email_verified", "name"]
          WriteAttributes                 = ["email", "name"]
          PreventUserExistenceErrors      = "ENABLED"
          EnableTokenRevocation           = true
          # The site reads the ID token once, as somebody signs in, and keeps none of them.
          TokenValidityUnits   = { AccessToken = "minutes", IdToken = "minutes", RefreshToken = "minutes" }
          AccessTokenValidity  = 5
          IdTokenValidity      = 5
          RefreshTokenValidity = 60
          AuthSessionValidity  = 5
        }
      }
    }
    Outputs = {
      ClientId = { Value = { Ref = "Client" } }
    }
  }
}
