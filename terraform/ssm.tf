# The secrets are only named here. `make deploy` makes those that are missing, and the functions read
# all below this path in one call; so none of them is in Terraform's state or in an environment.
locals {
  secrets_path = "/${var.name}"
}
