"""The only read of AWS before a plan: the environment's stacks, and which images are pushed already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shipway.deploy.repositories import repository_uri
from shipway.naming import stack_name, tags
from shipway.plan.model import Facts, LiveStack
from shipway.plan.outputs import located
from shipway.plan.standing import stands
from shipway.ports import Cloud, Stacks
from shipway.topology.actions import BuildImage
from shipway.topology.graph import Ref, Topology


def observe(topology: Topology, cloud: Cloud) -> Facts:
    """What is deployed of this environment now, and in which account.

    Raises AccessDenied without usable credentials; the caller plans against empty facts then.
    """
    names = (stack_name(topology.app, topology.environment, stack.name) for stack in topology.stacks)
    account = cloud.identity.account()
    stacks = deployed(topology.app, topology.environment, cloud.stacks, names)
    return Facts(True, account, topology.region, stacks, _images(topology, stacks, cloud))


def deployed(app: str, environment: str, port: Stacks, names: Iterable[str] = ()) -> Mapping[str, LiveStack]:
    """The environment's stacks by name: those that carry its tags, and those of these names."""
    wanted = sorted({*names, *port.list(dict(tags(app, environment)))})
    found = ((name, port.find(name)) for name in wanted)
    return {name: live for name, live in found if live is not None}


def _images(topology: Topology, stacks: Mapping[str, LiveStack], cloud: Cloud) -> Mapping[str, str]:
    """Image name → `repository@digest`, for those whose content tag the registry has."""
    found: dict[str, str] = {}
    for image in topology.every(BuildImage):
        if not isinstance(image.repository, Ref):
            continue
        home = topology.resource(image.repository.id).stack
        live = stacks.get(stack_name(topology.app, topology.environment, home))
        if live is None or not stands(live):
            continue
        repository = repository_uri(cloud.stacks, live, located(home, live.template, image.repository))
        digest = cloud.images.digest(repository, image.tag) if repository else None
        if digest:
            found[image.image] = f"{repository}@{digest}"
    return found
