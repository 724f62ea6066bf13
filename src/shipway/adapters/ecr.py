"""Amazon ECR: which image a tag names, the registry's password, and emptying a repository."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from shipway.adapters.clients import Clients
from shipway.adapters.errors import translated
from shipway.errors import CloudError, NotFound
from shipway.model.sensitive import Sensitive

_BATCH = 100  # https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html


class EcrImages:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def digest(self, repository_uri: str, tag: str) -> str | None:
        """The digest that the tag names now; None where the tag or the repository is not there."""
        name = repository_name(repository_uri)
        try:
            with translated(f"look for the image {name}:{tag}"):
                answer = self._clients("ecr").describe_images(repositoryName=name, imageIds=[{"imageTag": tag}])
        except NotFound:
            return None
        found = answer.get("imageDetails", ())
        return str(found[0]["imageDigest"]) if found else None

    def login(self) -> tuple[str, str, Sensitive]:
        """(registry host, user, password) for `docker login`; the password lasts twelve hours."""
        with translated("get a password for the image registry"):
            entries = self._clients("ecr").get_authorization_token()["authorizationData"]
        if not entries:
            raise CloudError("could not log in to the image registry: ECR gave no authorization")
        user, _, password = base64.b64decode(entries[0]["authorizationToken"]).decode().partition(":")
        return str(entries[0]["proxyEndpoint"]).removeprefix("https://"), user, Sensitive(password)

    def clear(self, repository: str) -> int:
        """Delete every image of a repository (name), so that it can be removed; returns how many there were."""
        try:
            digests = tuple(dict.fromkeys(self._digests(repository)))
        except NotFound:
            return 0
        for start in range(0, len(digests), _BATCH):
            chosen = [{"imageDigest": digest} for digest in digests[start : start + _BATCH]]
            with translated(f"empty the repository {repository}"):
                answer = self._clients("ecr").batch_delete_image(repositoryName=repository, imageIds=chosen)
            refused = [f for f in answer.get("failures", ()) if f.get("failureCode") != "ImageNotFound"]
            if refused:
                reason = refused[0].get("failureReason", refused[0].get("failureCode", ""))
                raise CloudError(f"could not empty the repository {repository}: {reason}")
        return len(digests)

    def _digests(self, repository: str) -> Iterator[str]:
        token: dict[str, str] = {}
        while True:
            with translated(f"list the images of {repository}"):
                page = self._clients("ecr").list_images(repositoryName=repository, **token)
            yield from (str(image["imageDigest"]) for image in page.get("imageIds", ()) if "imageDigest" in image)
            if not page.get("nextToken"):
                return
            token = {"nextToken": page["nextToken"]}


def repository_name(uri: str) -> str:
    """`123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web` is `shop/web`."""
    return uri.partition("/")[2] or uri
