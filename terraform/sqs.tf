# Of what could not be told: shards and sequence numbers, no message.
resource "aws_sqs_queue" "dead_letters" {
  name                      = "${var.name}-push-dead-letters"
  message_retention_seconds = 14 * 24 * 3600
  sqs_managed_sse_enabled   = true
}
