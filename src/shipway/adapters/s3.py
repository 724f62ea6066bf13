"""Amazon S3: the bootstrap bucket, which holds large templates, release records and the lock."""

from __future__ import annotations

from collections.abc import Iterator

from botocore.exceptions import ClientError

from shipway.adapters.clients import Clients
from shipway.adapters.errors import refusal, translated
from shipway.errors import NotFound

# 409: another conditional write to the key is on its way, so this one has lost.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
_TAKEN = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "412", "409"})


class S3Objects:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def put(self, bucket: str, key: str, body: bytes, *, only_if_absent: bool = False) -> bool:
        """Write the object; False where `only_if_absent` and somebody else's is there."""
        condition = {"IfNoneMatch": "*"} if only_if_absent else {}
        doing = f"write s3://{bucket}/{key}"
        with translated(doing):
            try:
                self._clients("s3").put_object(Bucket=bucket, Key=key, Body=body, **condition)
            except ClientError as error:
                if only_if_absent and error.response.get("Error", {}).get("Code") in _TAKEN:
                    return False
                raise refusal(doing, error) from error
        return True

    def get(self, bucket: str, key: str) -> bytes | None:
        """The object's content, None where there is none."""
        try:
            with translated(f"read s3://{bucket}/{key}"):
                return bytes(self._clients("s3").get_object(Bucket=bucket, Key=key)["Body"].read())
        except NotFound as error:
            if error.code == "NoSuchBucket":
                raise
            return None

    def delete(self, bucket: str, key: str) -> None:
        with translated(f"delete s3://{bucket}/{key}"):
            self._clients("s3").delete_object(Bucket=bucket, Key=key)

    def list(self, bucket: str, prefix: str) -> Iterator[str]:
        """Every key that begins with the prefix, in S3's order (by bytes)."""
        token: dict[str, str] = {}
        while True:
            with translated(f"list s3://{bucket}/{prefix}"):
                page = self._clients("s3").list_objects_v2(Bucket=bucket, Prefix=prefix, **token)
            yield from (str(item["Key"]) for item in page.get("Contents", ()))
            if not page.get("NextContinuationToken"):
                return
            token = {"ContinuationToken": page["NextContinuationToken"]}
