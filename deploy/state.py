"""The bucket that keeps Terraform's states: one for all stacks of an account in a region."""

from typing import Any

from botocore.exceptions import ClientError

from .options import DeployError, Options


def bucket_of(account: str, region: str) -> str:
    """Every bucket there is, whoever has it, needs a name of its own."""
    return f"chatscape-terraform-{account}-{region}"


def make_bucket(client: Any, options: Options, account: str) -> str:
    """Its name, once it is there: the one that was named, or the account's own, made if missing.

    Raises DeployError.
    """
    if options.state_bucket:
        return options.state_bucket
    bucket = bucket_of(account, options.region)
    if not _exists(client, bucket, account):
        elsewhere = {"CreateBucketConfiguration": {"LocationConstraint": options.region}}
        client.create_bucket(Bucket=bucket, **({} if options.region == "us-east-1" else elsewhere))
        print(f"Made the bucket {bucket} for Terraform's state.", flush=True)
    if client.get_bucket_versioning(Bucket=bucket).get("Status") != "Enabled":
        enabled = {"Status": "Enabled"}
        client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=enabled)
    return bucket


def _exists(client: Any, bucket: str, account: str) -> bool:
    """Somebody else can take a name that they foresee, and would read every state in it."""
    try:
        client.head_bucket(Bucket=bucket, ExpectedBucketOwner=account)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        if status == 403:
            raise DeployError(
                f"The bucket {bucket} is closed to you, or is not this account's. Name one of "
                "yours for Terraform's state: make deploy STATE_BUCKET=…"
            ) from error
        if status != 404:
            raise
        return False
    return True
