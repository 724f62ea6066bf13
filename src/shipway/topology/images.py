"""The action that builds a workload's image, for every target that runs images of a repository."""

from __future__ import annotations

from shipway.model.image import Build, Image
from shipway.model.workload import Workload
from shipway.naming import digest
from shipway.topology.actions import BuildImage
from shipway.topology.inputs import Input


def content_tag(image: Image) -> str:
    """16 hexadecimal digits that change with anything that goes into the image."""
    overlays = "".join(overlay.digest + overlay.target for overlay in image.overlays)
    return digest((image.build.digest if image.build else image.reference or "") + overlays, length=16)


def build_image(workload: Workload, repository: Input | None, before: tuple[str, ...] = ()) -> BuildImage:
    """repository: the name of the one that the image is pushed to. before: the stacks that wait for it."""
    image = workload.image
    build = image.build or Build("")
    return BuildImage(
        id=f"build-{image.name}",
        after=(),
        image=image.name,
        tag=content_tag(image),
        repository=repository,
        reference=image.reference,
        context=image.build.context if image.build else None,
        dockerfile=build.dockerfile,
        target=build.target,
        args=build.args,
        overlays=image.overlays,
        inline_dockerfile=build.inline_dockerfile,
        platform=image.platform or _platform(workload),
        secret_args=build.secret_args,
        before=before,
    )


def _platform(workload: Workload) -> str:
    return "linux/arm64" if workload.architecture == "arm64" else "linux/amd64"
