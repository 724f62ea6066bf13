"""Every image that was built is in the registry, and the stacks run exactly its digest."""

from __future__ import annotations

from shipway.deploy.checks.report import Checks, Scene, judged
from shipway.deploy.repositories import repository_uri
from shipway.plan.model import BuildImage, DeployStack, Output, Physical


def images(scene: Scene) -> Checks:
    for step in scene.plan.steps:
        if not isinstance(step, BuildImage) or not isinstance(step.repository, Output | Physical):
            continue
        registry = scene.seen.stacks.get(scene.plan.deployed_by(step.repository.step).key)
        repository = repository_uri(scene.cloud.stacks, registry, step.repository)
        digest = scene.cloud.images.digest(repository, step.tag) if repository else None
        if digest is None:
            yield judged("image present", step.image, False, f"the registry has no {step.image}:{step.tag}")
            continue
        wanted = f"{repository}@{digest}"
        stale = [key for key, given in _users(scene, step.id) if given != wanted]
        evidence = f"{step.tag} is {digest[:19]}" + (f", but {', '.join(stale)} runs another" if stale else "")
        yield judged("image present", step.image, not stale, evidence)


def _users(scene: Scene, build: str) -> list[tuple[str, str]]:
    """(stack key, the image its parameter has now) of every stack that takes this image."""
    return [
        (step.stack, scene.seen.stacks[step.stack].parameters.get(name, ""))
        for step in scene.plan.steps
        if isinstance(step, DeployStack) and step.stack in scene.seen.stacks
        for name, source in step.parameters
        if isinstance(source, Output) and source.step == build
    ]
