locals {
  parameters = "arn:${local.partition}:ssm:${local.region}:${local.account_id}:parameter${local.secrets_path}"
  keys       = "arn:${local.partition}:kms:${local.region}:${local.account_id}:key/*"
  table      = aws_dynamodb_table.store.arn
  role_path  = "/${var.name}/" # no other stack's begins like it

  secrets_statements = [
    {
      Sid      = "ReadSecrets"
      Effect   = "Allow"
      Action   = "ssm:GetParametersByPath"
      Resource = [local.parameters, "${local.parameters}/*"]
    },
    {
      Sid      = "DecryptSecrets"
      Effect   = "Allow"
      Action   = "kms:Decrypt"
      Resource = local.keys # the account's aws/ssm key, whose id is nobody's choice
      Condition = {
        StringEquals = {
          "kms:ViaService" = "ssm.${local.region}.amazonaws.com"
        }
        "ForAnyValue:StringEquals" = {
          "kms:ResourceAliases" = "alias/aws/ssm"
        }
        StringLike = {
          "kms:EncryptionContext:PARAMETER_ARN" = "${local.parameters}/*"
        }
      }
    },
  ]

  policies = {
    http = [
      {
        Sid    = "UseTable"
        Effect = "Allow"
        Action = [
          "dynamodb:ConditionCheckItem",
          "dynamodb:DeleteItem",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:Query",
          "dynamodb:UpdateItem",
        ]
        Resource = local.table
      },
      {
        # IAM cannot ask that an item be absent, so PutItem could still replace a line of the audit;
        # the code puts there only on the condition that nothing is (moderation/audit.py).
        Sid      = "KeepAudit"
        Effect   = "Deny"
        Action   = ["dynamodb:DeleteItem", "dynamodb:UpdateItem"]
        Resource = local.table
        Condition = {
          "ForAnyValue:StringLike" = {
            "dynamodb:LeadingKeys" = "audit#*"
          }
        }
      },
    ]

    # Who is to be told, of what, and how each device fared: no conversation, and nothing else to write.
    push = [
      {
        Sid      = "ReadWhomToTell"
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem", "dynamodb:Query"]
        Resource = local.table
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["contacts#*", "push#*", "report#*", "user#*"]
          }
        }
      },
      {
        Sid      = "NoteDevices"
        Effect   = "Allow"
        Action   = ["dynamodb:DeleteItem", "dynamodb:UpdateItem"]
        Resource = local.table
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["push#*"]
          }
        }
      },
      {
        Sid      = "ReadStream"
        Effect   = "Allow"
        Action   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
        Resource = aws_dynamodb_table.store.stream_arn
      },
      {
        Sid      = "ListStreams"
        Effect   = "Allow"
        Action   = "dynamodb:ListStreams"
        Resource = "${local.table}/stream/*"
      },
      {
        Sid      = "SendDeadLetters"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.dead_letters.arn
      },
    ]
  }
}

resource "aws_iam_role" "function" {
  for_each = local.functions

  name                 = "${var.name}-${each.key}"
  path                 = local.role_path
  description          = "What the function ${var.name}-${each.key} may do"
  permissions_boundary = local.boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "function" {
  for_each = local.functions

  name = "${var.name}-${each.key}"
  role = aws_iam_role.function[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(lookup(local.policies, each.key, []), local.secrets_statements, [{
      Sid      = "WriteLog"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${aws_cloudwatch_log_group.function[each.key].arn}:*"
    }])
  })
}
