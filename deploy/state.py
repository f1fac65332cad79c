"""The bucket that keeps Terraform's states: one for all stacks of an account."""

from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from .options import DeployError, Options

FIRST_REGION = "us-east-1"  # S3 has no name for it


@dataclass(frozen=True, slots=True)
class Bucket:
    name: str
    region: str


class States:
    """Of an account, which has a bucket of its own where none is named."""

    def __init__(self, client: Any, options: Options, account: str) -> None:
        self._client = client
        self._region = options.region
        self._named = options.state_bucket
        # Every bucket there is, whoever has it, needs a name of its own.
        self._name = options.state_bucket or f"chatscape-terraform-{account}"
        self._account = account

    def find(self) -> Bucket:
        """Raises DeployError where nothing was ever deployed, or the bucket is somebody else's."""
        try:
            return self._find()
        except self._client.exceptions.NoSuchBucket as error:
            raise DeployError(
                f"There is no bucket {self._name}, so nothing is deployed: make deploy shows what "
                "it would make, and asks. A bucket that is named has to be there."
            ) from error

    def make(self) -> Bucket:
        """The same; unless it was named, it is made where it is missing, and keeps versions."""
        if self._named:
            return self.find()
        try:
            bucket = self._find()
        except self._client.exceptions.NoSuchBucket:
            bucket = self._create()
        enabled = {"Status": "Enabled"}
        self._client.put_bucket_versioning(Bucket=bucket.name, VersioningConfiguration=enabled)
        return bucket

    def _create(self) -> Bucket:
        place = {"CreateBucketConfiguration": {"LocationConstraint": self._region}}
        self._client.create_bucket(
            Bucket=self._name, **({} if self._region == FIRST_REGION else place)
        )
        print(f"Made the bucket {self._name} for Terraform's state.", flush=True)
        return Bucket(self._name, self._region)

    def _find(self) -> Bucket:
        """Somebody else can take a name that they foresee, and would read every state in it."""
        owner = {} if self._named else {"ExpectedBucketOwner": self._account}
        try:
            told = self._client.get_bucket_location(Bucket=self._name, **owner)
        except ClientError as error:
            if error.response["Error"]["Code"] in {"AccessDenied", "403"}:
                raise DeployError(
                    f"The bucket {self._name} is closed to you, or is not this account's. Name "
                    "one of yours for Terraform's state: make deploy STATE_BUCKET=…"
                ) from error
            raise
        return Bucket(self._name, told.get("LocationConstraint") or FIRST_REGION)
