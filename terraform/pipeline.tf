# What GitHub's jobs prove themselves to be with, instead of a key: by which repository they are and why
# they run. Only where `repository` names one.
locals {
  is_in_pipeline = var.repository != ""
  github         = "token.actions.githubusercontent.com"
  github_arn     = local.is_in_pipeline && var.github_provider_arn == "" ? aws_iam_openid_connect_provider.github[0].arn : var.github_provider_arn

  # A function's role is made with the stack. Not the pipeline's own: their names begin otherwise.
  roles_of_functions = "arn:${local.partition}:iam::${local.account_id}:role/${var.name}-*"

  pipeline = {
    deploy = {
      says    = "What make deploy may do from ${var.repository}"
      subject = "repo:${var.repository}:environment:production"
      managed = "PowerUserAccess" # all services but IAM
      statements = [
        {
          Sid    = "MakeRolesOfFunctions"
          Effect = "Allow"
          Action = [
            "iam:CreateRole",
            "iam:DeleteRole",
            "iam:DeleteRolePolicy",
            "iam:PutRolePolicy",
            "iam:TagRole",
            "iam:UntagRole",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRole",
            "iam:UpdateRoleDescription",
          ]
          Resource = local.roles_of_functions
        },
        {
          Sid       = "HandThemToLambda"
          Effect    = "Allow"
          Action    = "iam:PassRole"
          Resource  = local.roles_of_functions
          Condition = { StringEquals = { "iam:PassedToService" = "lambda.amazonaws.com" } }
        },
        {
          Sid      = "LookAtRoles"
          Effect   = "Allow"
          Action   = ["iam:Get*", "iam:List*"]
          Resource = "*"
        },
      ]
    }

    # A pull request runs its own code with this role: it may look at what there is, and at nobody's data.
    plan = {
      says    = "What make plan may do from pull requests of ${var.repository}"
      subject = "repo:${var.repository}:pull_request"
      managed = "ReadOnlyAccess"
      statements = [
        {
          Sid    = "SeeNoSecret"
          Effect = "Deny"
          Action = [
            "cloudfront-keyvaluestore:GetKey",
            "cloudfront-keyvaluestore:ListKeys",
            "cognito-idp:DescribeUserPoolClient",
            "kms:Decrypt",
            "secretsmanager:GetSecretValue",
          ]
          Resource = "*"
        },
        {
          Sid    = "SeeNobody"
          Effect = "Deny"
          Action = [
            "cognito-idp:AdminGet*",
            "cognito-idp:AdminList*",
            "cognito-idp:ListUsers*",
            "dynamodb:BatchGetItem",
            "dynamodb:GetItem",
            "dynamodb:GetRecords",
            "dynamodb:PartiQLSelect",
            "dynamodb:Query",
            "dynamodb:Scan",
            "logs:FilterLogEvents",
            "logs:Get*",
            "logs:StartLiveTail",
            "logs:StartQuery",
            "sqs:ReceiveMessage",
          ]
          Resource = "*"
        },
      ]
    }
  }
}

resource "aws_iam_openid_connect_provider" "github" {
  count = local.is_in_pipeline && var.github_provider_arn == "" ? 1 : 0

  url            = "https://${local.github}"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "pipeline" {
  for_each = { for name, role in local.pipeline : name => role if local.is_in_pipeline }

  name        = "github-${var.name}-${each.key}"
  description = each.value.says

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = local.github_arn }
      Condition = {
        StringEquals = {
          "${local.github}:aud" = "sts.amazonaws.com"
          "${local.github}:sub" = each.value.subject
        }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "pipeline" {
  for_each = aws_iam_role.pipeline

  role       = each.value.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/${local.pipeline[each.key].managed}"
}

resource "aws_iam_role_policy" "pipeline" {
  for_each = aws_iam_role.pipeline

  name   = each.value.name
  role   = each.value.id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.pipeline[each.key].statements })
}
