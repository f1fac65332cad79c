# The whole of the data: docs/keys.md says what is in it.
resource "aws_dynamodb_table" "store" {
  #checkov:skip=CKV_AWS_119:AWS's own key costs nothing while nobody talks; a key of one's own costs a dollar a month and is one more thing to lose the data with
  name                        = var.name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "partition"
  range_key                   = "sort"
  deletion_protection_enabled = var.deletion_protection

  # Whom to tell of a message is found in the new image: chatscape/push_stream.py.
  stream_enabled   = true
  stream_view_type = "NEW_IMAGE"

  attribute {
    name = "partition"
    type = "S"
  }

  attribute {
    name = "sort"
    type = "S"
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }
}
