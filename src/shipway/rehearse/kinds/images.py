"""Things that hold things: repositories and buckets go only when they are empty, log groups take their lines along."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shipway.rehearse.kinds.kind import Kind
from shipway.rehearse.store import Record
from shipway.rehearse.work import Work


@dataclass(slots=True)
class Image:
    digest: str
    pushed: datetime
    tags: list[str] = field(default_factory=list)
    manifest: str = ""
    size: int = 0


@dataclass(slots=True)
class Content:
    """One object of a bucket."""

    body: bytes
    written: datetime
    etag: str
    type: str = "binary/octet-stream"


@dataclass(slots=True)
class Stream:
    """One log stream. lines: (milliseconds, text)."""

    name: str
    created: datetime
    lines: list[tuple[int, str]] = field(default_factory=list)


def _holder(state: type[Any]) -> Any:
    def made(work: Work, record: Record) -> None:
        record.state = state()

    return made


def _empty_repository(work: Work, record: Record) -> None:
    if record.state and str(work.properties.get("EmptyOnDelete", "")).lower() != "true":
        raise work.failure(
            f"The repository with name '{record.physical_id}' in registry with id '{work.region.account}' "
            "cannot be deleted because it still contains images",
            "GeneralServiceException",
        )


def _empty_bucket(work: Work, record: Record) -> None:
    if record.state:
        raise work.service_failure("The bucket you tried to delete is not empty", "GeneralServiceException", "S3")


def _free_name(work: Work) -> None:
    """Bucket names are one name space for all regions."""
    name = work.properties.get("BucketName")
    for region in work.region.cloud.regions():
        found = region.store.find(work.type, str(name)) if name else None
        if found is not None and found.logical_id != work.logical_id and region is not work.region:
            raise work.failure(f"{name} already exists", "AlreadyExists")


KINDS = {
    "AWS::ECR::Repository": Kind(made=_holder(list), removable=_empty_repository),
    "AWS::Logs::LogGroup": Kind(made=_holder(dict)),
    "AWS::S3::Bucket": Kind(check=_free_name, made=_holder(dict), removable=_empty_bucket),
}
