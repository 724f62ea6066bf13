"""Put one image in the registry and get its digest."""

from __future__ import annotations

from shipway.deploy.loop import Polling
from shipway.deploy.repositories import repository_uri
from shipway.deploy.running import Deployment
from shipway.errors import BuildFailed, ShipwayError
from shipway.model.sensitive import Sensitive
from shipway.plan.model import BuildImage, Input, Output, Physical


def build_image(run: Deployment, step: BuildImage) -> Polling:
    """Gives `Image`: `repository@sha256:…`, or the reference as it is. What is pushed already is not built again.

    docker is waited for: stacks in progress continue in AWS meanwhile, and are looked at afterwards.
    """
    yield
    if step.repository is None:
        if step.reference is None:
            raise ShipwayError(f"the image {step.image} has neither a repository nor a reference")
        return {"Image": step.reference, "": "used as it is"}
    repository = _address(run, step.repository)
    digest = run.cloud.images.digest(repository, step.tag)
    if digest is not None:
        return {"Image": f"{repository}@{digest}", "": "pushed already"}
    if reason := run.cloud.builder.available():
        raise BuildFailed(f"could not build {step.image}: {reason}")
    uri = f"{repository}:{step.tag}"
    run.cloud.builder.build(step, uri, _secrets(run, step))
    yield
    digest = run.cloud.builder.push(uri)
    return {"Image": f"{repository}@{digest}", "": digest[:19]}


def _secrets(run: Deployment, step: BuildImage) -> dict[str, Sensitive]:
    """The values of the build's secret arguments."""
    found = {name: run.cloud.values.value(key) for name, key in step.secret_args}
    missing = [name for name, value in found.items() if value is None]
    if missing:
        raise ShipwayError(
            f"the build argument {', '.join(missing)} of {step.image} has no value: a saved plan does not hold it",
            "run it where the Compose files and their .env are",
        )
    return {name: value for name, value in found.items() if value is not None}


def _address(run: Deployment, source: Input) -> str:
    """The repository's address, derived from its name and the stack that it is in."""
    if not isinstance(source, Output | Physical):
        raise ShipwayError(f"the plan needs {source}, which is not a repository of a stack")
    live = run.cloud.stacks.look(run.plan.deployed_by(source.step).name)
    address = repository_uri(run.cloud.stacks, live, source)
    if not address:
        raise ShipwayError(f"the repository of {source} does not exist, although its stack does")
    return address
