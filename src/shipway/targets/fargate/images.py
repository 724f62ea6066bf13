"""The repositories of the images that are built."""

from __future__ import annotations

from shipway.model.workload import Workload
from shipway.naming import logical_id, repository
from shipway.resources.ecr_repository import ecr_repository
from shipway.targets.fargate.draft import Draft


def repository_id(image: str) -> str:
    """The logical id of an image's repository."""
    return logical_id(image, "repository")


def images(draft: Draft) -> tuple[Workload, ...]:
    """The first workload of each image that is built; its repository goes into the draft."""
    found: dict[str, Workload] = {}
    for workload in draft.application.workloads:
        image = workload.image
        if image.built and image.name not in found:
            name = repository(draft.application.name, image.name)
            draft.resources.append(ecr_repository(repository_id(image.name), name))
            found[image.name] = workload
    return tuple(found.values())
