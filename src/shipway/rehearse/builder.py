"""A builder that builds nothing: it pushes an image that stands for what would have been built."""

from __future__ import annotations

from collections.abc import Mapping

from shipway.errors import BuildFailed
from shipway.model.sensitive import Sensitive
from shipway.plan.model import BuildImage
from shipway.rehearse.cloud import EmbeddedCloud
from shipway.rehearse.services import ecr

BUILD_SECONDS, PUSH_SECONDS = 45.0, 15.0
"""What a small image takes on a laptop; an estimate of ours, since only the user's own Docker can tell."""


class RehearsalBuilder:
    """Implements ports.Builder. The digest depends on the image's name and tag alone, so it is always the same."""

    def __init__(self, cloud: EmbeddedCloud) -> None:
        self._cloud = cloud
        self._built: set[str] = set()

    def available(self) -> str | None:
        return None

    def build(self, step: BuildImage, uri: str, secrets: Mapping[str, Sensitive]) -> None:
        """Remember the image under its name in the registry, `HOST/REPOSITORY:TAG`."""
        self._cloud.clock.sleep(BUILD_SECONDS)
        self._built.add(uri)

    def push(self, uri: str) -> str:
        """Put it into the embedded registry. Raises BuildFailed where docker would."""
        if uri not in self._built:
            raise BuildFailed(f"could not push {uri}: an image does not exist locally with the tag: {uri}")
        self._cloud.clock.sleep(PUSH_SECONDS)
        host, _, rest = uri.partition("/")
        name, _, tag = rest.rpartition(":")
        region = self._cloud.region(host.split(".")[3])
        repository = region.store.find(ecr.TYPE, name)
        if repository is None:
            raise BuildFailed(
                f"could not push {uri}: name unknown: The repository with name '{name}' does not exist in the registry "
                f"with id '{region.account}'"
            )
        return ecr.store(region, repository, tag, manifest=uri).digest
