"""Protect a stack after its first success; remove one that is no longer wanted."""

from __future__ import annotations

from shipway.deploy.leftovers import gone, settled
from shipway.deploy.loop import Polling
from shipway.deploy.running import Deployment
from shipway.naming import stack_name
from shipway.plan.model import ProtectStack, RemoveStack


def protect_stack(run: Deployment, step: ProtectStack) -> Polling:
    """Termination protection: nobody deletes the stack by accident; `destroy` turns it off first."""
    yield
    run.cloud.stacks.protect(run.stack(step.stack).name, True)
    return {"": "termination protection is on"}


def remove_stack(run: Deployment, step: RemoveStack) -> Polling:
    """Delete the stack with this key, waiting first for what an earlier deployment still does to it."""
    name = stack_name(run.plan.app, run.plan.environment, step.stack)
    yield from settled(run, step.id, name)
    yield from gone(run, step.id, name)
    return {"": "removed"}
