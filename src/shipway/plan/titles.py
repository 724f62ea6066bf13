"""What each step is called where people see it: progress, dry run, errors."""

from __future__ import annotations

from shipway.plan.model import BuildImage, DeployStack, ProtectStack, RemoveStack, RunJob, Step, StoreSecret


def title(step: Step) -> str:
    """An imperative phrase: `deploy network`, `build web:1f2e3d`, `store JWT_SECRET from .env:3`."""
    match step:
        case DeployStack(id=id, stack=stack):
            return f"tidy up {stack}" if id.startswith("trim-") else f"deploy {stack}"
        case BuildImage(repository=None):
            return f"use {step.reference}"
        case BuildImage(image=image, tag=tag):
            return f"build {image}:{tag}"
        case StoreSecret(name=name, source=source):
            return f"store {name} from {source}" if source else f"look for {name}"
        case RunJob(name=name):
            return f"run {name}"
        case ProtectStack(stack=stack):
            return f"protect {stack}"
        case RemoveStack(stack=stack):
            return f"remove {stack}"
        case _:
            return f"wait for {step.workload}"
