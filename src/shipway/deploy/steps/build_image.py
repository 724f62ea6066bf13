"""Have one image in the registry and know its digest."""

from __future__ import annotations

from shipway.deploy.loop import Polling
from shipway.deploy.running import Deployment
from shipway.errors import BuildFailed, ShipwayError
from shipway.plan.model import BuildImage


def build_image(run: Deployment, step: BuildImage) -> Polling:
    """Gives `Image`: `repository@sha256:…`, or the reference as it is. What is pushed already is not built again.

    docker is waited for: stacks on their way go on in AWS meanwhile, and are looked at afterwards.
    """
    yield
    if step.repository is None:
        if step.reference is None:
            raise ShipwayError(f"the image {step.image} has neither a repository nor a reference")
        return {"Image": step.reference, "": "used as it is"}
    repository = run.value(step.repository)
    digest = run.cloud.images.digest(repository, step.tag)
    if digest is not None:
        return {"Image": f"{repository}@{digest}", "": "pushed already"}
    if reason := run.cloud.builder.available():
        raise BuildFailed(f"could not build {step.image}: {reason}")
    uri = f"{repository}:{step.tag}"
    run.cloud.builder.build(step, uri)
    yield
    digest = run.cloud.builder.push(uri)
    return {"Image": f"{repository}@{digest}", "": digest[:19]}
