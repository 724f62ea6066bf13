"""Amazon ECR: the images of a repository."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from shipway.rehearse.cloud import Region
from shipway.rehearse.kinds.images import Image
from shipway.rehearse.paging import page
from shipway.rehearse.refusal import Refused
from shipway.rehearse.store import Record

TYPE = "AWS::ECR::Repository"
Parameters = Mapping[str, Any]


def store(region: Region, repository: Record, tag: str, manifest: str) -> Image:
    """Keep an image under its manifest's digest; the tag moves to it."""
    digest = "sha256:" + hashlib.sha256(manifest.encode()).hexdigest()
    images: list[Image] = repository.state
    for image in images:
        if tag and tag in image.tags:
            image.tags.remove(tag)
    found = next((image for image in images if image.digest == digest), None)
    if found is None:
        found = Image(digest, region.clock.now(), manifest=manifest, size=len(manifest))
        images.append(found)
    if tag:
        found.tags.append(tag)
    return found


def _repository(region: Region, parameters: Parameters) -> Record:
    name = str(parameters["repositoryName"])
    record = region.store.find(TYPE, name)
    if record is None:
        raise Refused(
            "RepositoryNotFoundException",
            f"The repository with name '{name}' does not exist in the registry with id '{region.account}'",
        )
    return record


def _wanted(image: Image, id: Mapping[str, Any]) -> bool:
    digest, tag = id.get("imageDigest"), id.get("imageTag")
    return (digest is None or digest == image.digest) and (tag is None or tag in image.tags)


def _absent(id: Mapping[str, Any], name: str) -> Refused:
    said = ", ".join(f"{key}:'{id.get(key, 'null')}'" for key in ("imageDigest", "imageTag"))
    return Refused(
        "ImageNotFoundException", f"The image with imageId {{{said}}} does not exist within the repository '{name}'"
    )


def describe_images(region: Region, parameters: Parameters) -> dict[str, Any]:
    record = _repository(region, parameters)
    found: list[Image] = list(record.state)
    if "imageIds" in parameters:
        found = []
        for id in parameters["imageIds"]:
            matching = [image for image in record.state if _wanted(image, id)]
            if not matching:
                raise _absent(id, record.physical_id)
            found += matching
    items, token = page(found, parameters, 100, "nextToken", "maxResults")
    return {"imageDetails": [_details(region, record, image) for image in items], **token}


def _details(region: Region, record: Record, image: Image) -> dict[str, Any]:
    row: dict[str, Any] = {
        "registryId": region.account,
        "repositoryName": record.physical_id,
        "imageDigest": image.digest,
        "imageSizeInBytes": image.size,
        "imagePushedAt": image.pushed,
    }
    return {**row, "imageTags": list(image.tags)} if image.tags else row


def list_images(region: Region, parameters: Parameters) -> dict[str, Any]:
    ids: list[dict[str, str]] = []
    for image in _repository(region, parameters).state:
        ids += [{"imageDigest": image.digest, "imageTag": tag} for tag in image.tags] or [{"imageDigest": image.digest}]
    items, token = page(ids, parameters, 100, "nextToken", "maxResults")
    return {"imageIds": items, **token}


def batch_delete_image(region: Region, parameters: Parameters) -> dict[str, Any]:
    """By tag alone the tag goes, and the image with its last one; by digest the image goes."""
    record = _repository(region, parameters)
    gone: list[dict[str, str]] = []
    failures: list[dict[str, Any]] = []
    for id in parameters["imageIds"]:
        matching = [image for image in record.state if _wanted(image, id)]
        if not matching:
            failures.append(
                {"imageId": dict(id), "failureCode": "ImageNotFound", "failureReason": "Requested image not found"}
            )
        for image in matching:
            if "imageTag" in id and "imageDigest" not in id:
                image.tags.remove(id["imageTag"])
            if "imageDigest" in id or not image.tags:
                record.state.remove(image)
            gone.append({"imageDigest": image.digest, **{k: v for k, v in id.items() if k == "imageTag"}})
    return {"imageIds": gone, "failures": failures}


def put_image(region: Region, parameters: Parameters) -> dict[str, Any]:
    record = _repository(region, parameters)
    manifest, tag = str(parameters["imageManifest"]), str(parameters.get("imageTag") or "")
    image = store(region, record, tag, manifest)
    id = {"imageDigest": image.digest, **({"imageTag": tag} if tag else {})}
    shown = {"registryId": region.account, "repositoryName": record.physical_id}
    return {"image": {**shown, "imageId": id, "imageManifest": manifest}}


def get_authorization_token(region: Region, parameters: Parameters) -> dict[str, Any]:
    password = region.ids.fresh("registry password").hexadecimal(64)
    entry = {
        "authorizationToken": base64.b64encode(f"AWS:{password}".encode()).decode(),
        "expiresAt": region.clock.now(),
        "proxyEndpoint": f"https://{region.account}.dkr.ecr.{region.name}.{region.suffix}",
    }
    return {"authorizationData": [entry]}


OPERATIONS = {
    "BatchDeleteImage": batch_delete_image,
    "DescribeImages": describe_images,
    "GetAuthorizationToken": get_authorization_token,
    "ListImages": list_images,
    "PutImage": put_image,
}
