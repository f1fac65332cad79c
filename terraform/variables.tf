variable "name" {
  description = "What every resource is called after; another name is another stack in the same account."
  type        = string
  default     = "chatscape"

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 24
    error_message = "A name is up to 24 lower-case letters, digits and single hyphens, a letter first."
  }

  validation {
    condition     = !can(regex("^ssm|aws|amazon|cognito", var.name))
    error_message = "AWS keeps names with ssm in front, and with aws, amazon or cognito in them, to itself."
  }
}

variable "domain" {
  description = "The site's own host name, like chat.example.com; without one, CloudFront's is used."
  type        = string
  default     = ""

  validation {
    condition     = var.domain == "" || can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)+$", var.domain))
    error_message = "A domain is a host name in lower case, without https:// and without a path."
  }
}

variable "zone" {
  description = "The Route 53 zone that the domain is in; by default the domain without its first part."
  type        = string
  default     = ""
}

variable "certificate_arn" {
  description = "A certificate of us-east-1 for a domain whose zone is not in Route 53."
  type        = string
  default     = ""
}

variable "price_class" {
  description = "Where CloudFront answers from: PriceClass_100 is Europe and North America, PriceClass_All everywhere."
  type        = string
  default     = "PriceClass_100"
}

variable "web_acl_arn" {
  description = "A web application firewall (WAFv2, for CloudFront) of yours, if there is one."
  type        = string
  default     = ""
}

variable "architecture" {
  description = "Which processors the functions run on: arm64 or x86_64."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "An architecture is arm64 or x86_64."
  }
}

variable "python_version" {
  description = "The Python that the package was built for."
  type        = string
  default     = "3.13"

  validation {
    condition     = contains(["3.11", "3.12", "3.13"], var.python_version)
    error_message = "Lambda is known here to run Python 3.11 to 3.13: rm -r .venv; make deploy PYTHON=python3.13"
  }
}

variable "package" {
  description = "The functions' zip; by default the one that `make package` has made for the architecture."
  type        = string
  default     = ""
}

variable "memory" {
  description = "Megabytes of each function; its share of a processor grows with them."
  type        = map(number)
  default     = {}
}

variable "reserved_concurrency" {
  description = "How many of each function may run at once, by its name; without a number, as many as the account has."
  type        = map(number)
  default     = {}
}

variable "settings" {
  description = "Settings of the site besides those that Terraform knows, as README.md names them."
  type        = map(string)
  default     = {}

  validation {
    condition = length(setsubtract(keys(var.settings), [
      "CHATSCAPE_APPEALS_EMAIL",
      "CHATSCAPE_CONTACTS_PER_HOUR",
      "CHATSCAPE_EVIDENCE_DAYS",
      "CHATSCAPE_MESSAGES_PER_MINUTE",
      "CHATSCAPE_REPORTS_PER_DAY",
      "CHATSCAPE_REQUESTS_PER_DAY",
      "CHATSCAPE_SIGN_INS_PER_MINUTE",
    ])) == 0
    error_message = "Only limits, CHATSCAPE_APPEALS_EMAIL and CHATSCAPE_EVIDENCE_DAYS can be set here."
  }
}

variable "secrets_revision" {
  description = "Which versions of the secrets are to be in use; another value starts the functions anew."
  type        = string
  default     = ""
}

variable "domain_prefix" {
  description = "The first part of the sign-in page's address; by default the name and the account's number."
  type        = string
  default     = ""
}

variable "sign_up" {
  description = "Whether people can make an account themselves, or only an administrator makes them."
  type        = bool
  default     = true
}

variable "mfa" {
  description = "Whether people use an authenticator app besides their password: OFF, OPTIONAL or ON."
  type        = string
  default     = "OPTIONAL"
}

variable "ses_identity_arn" {
  description = "A verified SES identity that sends the mail of sign-ups; without one Cognito sends 50 a day."
  type        = string
  default     = ""
}

variable "email_from" {
  description = "The sender of that mail, like ChatScape <no-reply@example.com>."
  type        = string
  default     = ""
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the table and the user pool."
  type        = bool
  default     = true
}

variable "requests_per_second" {
  description = "How many requests the site takes in a second, from everybody together; beyond that it answers 429."
  type        = number
  default     = 100
}

variable "request_burst" {
  description = "How many of them at once."
  type        = number
  default     = 200
}

variable "log_days" {
  description = "How many days logs are kept."
  type        = number
  default     = 30
}

variable "alarm_email" {
  description = "Who is told of alarms; without an address they only show in CloudWatch."
  type        = string
  default     = ""
}

variable "slow_milliseconds" {
  description = "The answer time that 99 of 100 requests should stay under."
  type        = number
  default     = 2000
}

variable "repository" {
  description = "The repository on GitHub whose pipeline may deploy, as its tokens name it: owner/name, or owner@1/name@2."
  type        = string
  default     = ""

  validation {
    condition     = var.repository == "" || can(regex("^[A-Za-z0-9-]+(@[0-9]+/[A-Za-z0-9._-]+@[0-9]+|/[A-Za-z0-9._-]+)$", var.repository))
    error_message = "A repository is owner/name or owner@1/name@2, without a star."
  }
}

variable "github_provider_arn" {
  description = "The account's identity provider of GitHub, where another stack or somebody else has made it."
  type        = string
  default     = ""
}

variable "state_bucket" {
  description = "Where Terraform's state is, for whoever plans to read it: make deploy says it."
  type        = string
  default     = ""
}

variable "notifies" {
  description = "Whether people are notified of what comes into the table; not while a store is copied into it."
  type        = bool
  default     = true
}
