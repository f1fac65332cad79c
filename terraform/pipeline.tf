# GitHub's jobs prove which repository they are of and why they run, instead of having a key. Only where
# `repository` names one. The pipeline cannot change what is in this file.
locals {
  is_in_pipeline = var.repository != ""
  github         = "token.actions.githubusercontent.com"
  github_arn     = local.is_in_pipeline && var.github_provider_arn == "" ? aws_iam_openid_connect_provider.github[0].arn : var.github_provider_arn

  boundary = one(aws_iam_policy.boundary[*].arn)

  of_functions = {
    roles     = "arn:${local.partition}:iam::${local.account_id}:role${local.role_path}*"
    functions = "arn:${local.partition}:lambda:${local.region}:${local.account_id}:function:${var.name}-*"
  }

  pipeline = {
    deploy = {
      says    = "What make deploy may do from ${var.repository}"
      subject = "repo:${var.repository}:environment:production"
      statements = [
        {
          Sid       = "MakeRolesWithinTheBoundary"
          Effect    = "Allow"
          Action    = ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePolicy"]
          Resource  = local.of_functions.roles
          Condition = { StringEquals = { "iam:PermissionsBoundary" = local.boundary } }
        },
        {
          Sid      = "KeepRoles"
          Effect   = "Allow"
          Action   = ["iam:DeleteRole", "iam:TagRole", "iam:UntagRole", "iam:UpdateRole", "iam:UpdateRoleDescription"]
          Resource = local.of_functions.roles
        },
        {
          Sid       = "HandThemToLambda"
          Effect    = "Allow"
          Action    = "iam:PassRole"
          Resource  = local.of_functions.roles
          Condition = { StringEquals = { "iam:PassedToService" = "lambda.amazonaws.com" } }
        },
        {
          Sid      = "LookAtRights"
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
      statements = [
        {
          Sid    = "LookAtWhatIsMade"
          Effect = "Allow"
          Action = [
            "acm:DescribeCertificate",
            "acm:ListTagsForCertificate",
            "apigateway:GET",
            "cloudformation:DescribeStacks",
            "cloudformation:GetTemplate",
            "cloudfront:Describe*",
            "cloudfront:Get*",
            "cloudfront:List*",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:GetDashboard",
            "cloudwatch:ListTagsForResource",
            "cognito-idp:DescribeUserPool",
            "cognito-idp:DescribeUserPoolDomain",
            "cognito-idp:GetGroup",
            "cognito-idp:GetUserPoolMfaConfig",
            "cognito-idp:ListTagsForResource",
            "dynamodb:Describe*",
            "dynamodb:ListTagsOfResource",
            "events:DescribeRule",
            "events:ListTagsForResource",
            "events:ListTargetsByRule",
            "iam:Get*",
            "iam:List*",
            "lambda:GetEventSourceMapping",
            "lambda:ListEventSourceMappings",
            "lambda:ListTags",
            "logs:DescribeLogGroups",
            "logs:ListTagsForResource",
            "logs:ListTagsLogGroup",
            "route53:Get*",
            "route53:List*",
            "sns:GetSubscriptionAttributes",
            "sns:GetTopicAttributes",
            "sns:ListTagsForResource",
            "sqs:GetQueueAttributes",
            "sqs:ListQueueTags",
          ]
          Resource = "*"
        },
        {
          Sid      = "LookAtFunctions"
          Effect   = "Allow"
          Action   = ["lambda:GetFunction*", "lambda:GetPolicy", "lambda:ListVersionsByFunction"]
          Resource = local.of_functions.functions
        },
        {
          # Which versions of the secrets there are: without kms:Decrypt it sees none.
          Sid      = "CountSecrets"
          Effect   = "Allow"
          Action   = "ssm:GetParametersByPath"
          Resource = [local.parameters, "${local.parameters}/*"]
        },
        {
          Sid      = "ReadState"
          Effect   = "Allow"
          Action   = ["s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket"]
          Resource = ["arn:${local.partition}:s3:::${var.state_bucket}", "arn:${local.partition}:s3:::${var.state_bucket}/${var.name}/*"]
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

resource "aws_iam_role_policy_attachment" "deploy" {
  count = local.is_in_pipeline ? 1 : 0

  role       = aws_iam_role.pipeline["deploy"].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/PowerUserAccess" # all services but IAM
}

resource "aws_iam_role_policy" "pipeline" {
  for_each = aws_iam_role.pipeline

  name   = each.value.name
  role   = each.value.id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.pipeline[each.key].statements })
}

# Whatever the pipeline writes into a function's role, it allows no more than this.
resource "aws_iam_policy" "boundary" {
  #checkov:skip=CKV_AWS_288:it grants nothing, and bounds roles that are as narrow as iam.tf says
  #checkov:skip=CKV_AWS_289:the same
  #checkov:skip=CKV_AWS_290:the same
  #checkov:skip=CKV_AWS_355:the same
  count = local.is_in_pipeline ? 1 : 0

  name        = "github-${var.name}-boundary"
  description = "The most that a function of ${var.name} may do"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["dynamodb:*", "kms:Decrypt", "logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage", "ssm:GetParametersByPath"]
      Resource = "*"
    }]
  })
}
