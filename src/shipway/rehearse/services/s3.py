"""Amazon S3: objects, and writing one only where there is none.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from shipway.rehearse.cloud import Region
from shipway.rehearse.kinds.images import Content
from shipway.rehearse.refusal import Refused
from shipway.rehearse.store import Record

TYPE = "AWS::S3::Bucket"
KEYS = 1000
"""Keys of one answer."""

Parameters = Mapping[str, Any]


def bucket(region: Region, name: str) -> Record:
    """A bucket, in whichever region it is. Raises Refused."""
    for place in region.cloud.regions():
        found = place.store.find(TYPE, name)
        if found is not None:
            return found
    raise Refused("NoSuchBucket", "The specified bucket does not exist", 404)


def at_url(region: Region, url: str) -> bytes | None:
    """An object by its `https://BUCKET.s3.REGION.amazonaws.com/KEY`; None where there is none."""
    parts = urlsplit(url)
    name, _, service = (parts.hostname or "").partition(".s3.")
    content = bucket(region, name).state.get(unquote(parts.path.removeprefix("/"))) if service else None
    return content.body if content else None


def put_object(region: Region, parameters: Parameters) -> dict[str, Any]:
    record, key = bucket(region, str(parameters["Bucket"])), str(parameters["Key"])
    if parameters.get("IfNoneMatch") == "*" and key in record.state:
        raise Refused("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
    body = _bytes(parameters.get("Body") or b"")
    etag = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
    record.state[key] = Content(body, region.clock.now(), etag)
    return {"ETag": etag}


def _bytes(body: Any) -> bytes:
    content = body.read() if hasattr(body, "read") else body
    return content.encode() if isinstance(content, str) else bytes(content)


def get_object(region: Region, parameters: Parameters) -> dict[str, Any]:
    from botocore.response import StreamingBody

    content = _object(region, parameters)
    body = StreamingBody(io.BytesIO(content.body), len(content.body))
    return {**_head(content), "Body": body}


def head_object(region: Region, parameters: Parameters) -> dict[str, Any]:
    return _head(_object(region, parameters))


def _object(region: Region, parameters: Parameters) -> Content:
    objects: dict[str, Content] = bucket(region, str(parameters["Bucket"])).state
    key = str(parameters["Key"])
    if key not in objects:
        raise Refused("NoSuchKey", "The specified key does not exist.", 404)
    return objects[key]


def _head(content: Content) -> dict[str, Any]:
    return {"ContentLength": len(content.body), "ETag": content.etag, "LastModified": content.written}


def delete_object(region: Region, parameters: Parameters) -> dict[str, Any]:
    """Also fine where there is none."""
    bucket(region, str(parameters["Bucket"])).state.pop(str(parameters["Key"]), None)
    return {}


def list_objects_v2(region: Region, parameters: Parameters) -> dict[str, Any]:
    record, prefix = bucket(region, str(parameters["Bucket"])), str(parameters.get("Prefix") or "")
    after = str(parameters.get("ContinuationToken") or parameters.get("StartAfter") or "")
    keys = sorted((key for key in record.state if key.startswith(prefix) and key > after), key=str.encode)
    chosen = keys[: int(parameters.get("MaxKeys") or KEYS)]
    answer: dict[str, Any] = {"KeyCount": len(chosen), "Prefix": prefix, "IsTruncated": len(chosen) < len(keys)}
    if chosen:
        answer["Contents"] = [_listed(key, record.state[key]) for key in chosen]
    if answer["IsTruncated"]:
        answer["NextContinuationToken"] = chosen[-1]
    return answer


def _listed(key: str, content: Content) -> dict[str, Any]:
    return {"Key": key, "Size": len(content.body), "ETag": content.etag, "LastModified": content.written}


def head_bucket(region: Region, parameters: Parameters) -> dict[str, Any]:
    bucket(region, str(parameters["Bucket"]))
    return {"BucketRegion": region.name}


OPERATIONS = {
    "DeleteObject": delete_object,
    "GetObject": get_object,
    "HeadBucket": head_bucket,
    "HeadObject": head_object,
    "ListObjectsV2": list_objects_v2,
    "PutObject": put_object,
}
