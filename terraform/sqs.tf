# Where notifications were given up: shards and sequence numbers, no message.
resource "aws_sqs_queue" "given_up" {
  name                      = "${var.name}-push-given-up"
  message_retention_seconds = 14 * 24 * 3600
  sqs_managed_sse_enabled   = true
}
