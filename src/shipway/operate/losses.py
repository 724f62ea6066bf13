"""What a removal loses, named before anything is removed."""

from __future__ import annotations

from shipway.deploy.inspected import Found, Inspected, inspect
from shipway.naming import stack_name, tags
from shipway.operate.environment import Standing, standing
from shipway.ports import Cloud, Stacks
from shipway.records import record
from shipway.resources.facts import fact, types


@record
class Loss:
    """One thing that holds data. fate: what becomes of it; gone: nothing of it remains."""

    stack: str
    resource: str
    type: str
    kind: str
    physical_id: str
    fate: str
    gone: bool


@record
class Losses:
    """stacks: (key, name) in the order of their removal. kept: stacks of the app that stay, with the reason."""

    items: tuple[Loss, ...]
    stacks: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]


def losses(app: str, environment: str, cloud: Cloud) -> Losses:
    """What `destroy` of the environment would remove, in its order, and what goes with it."""
    found, kept = doomed(app, environment, cloud.stacks)
    names = tuple((one.key, one.name) for one in found)
    return Losses(tuple(_items(inspect(cloud.stacks, names))), names, kept)


def doomed(app: str, environment: str, stacks: Stacks) -> tuple[tuple[Standing, ...], tuple[tuple[str, str], ...]]:
    """The environment's stacks in the order of removal, the last environment's registry with them; and what stays."""
    mine = set(stacks.list(dict(tags(app, environment))))
    going = mine
    registry = stack_name(app, environment, "registry")
    kept: list[tuple[str, str]] = []
    if stacks.look(registry) is not None:
        of_app = set(stacks.list(dict(tags(app, environment)[:1])))
        others = sorted(of_app - mine - {registry})
        if others:
            kept.append((registry, f"other environments of {app} use it: {', '.join(others[:3])}"))
        else:
            going = {*mine, registry}
    bootstrap = stack_name(app, environment, "bootstrap")
    if stacks.look(bootstrap) is not None:
        kept.append((bootstrap, "every application in this account and region uses it"))
    return tuple(reversed(standing(stacks, going))), tuple(kept)


def _items(seen: Inspected) -> list[Loss]:
    return [_loss(found) for found in seen.every(*types(lambda known: known.data)) if found.physical_id]


def _loss(found: Found) -> Loss:
    policy = str(found.body.get("DeletionPolicy") or _default(found.type))
    kept = policy in ("Retain", "RetainExceptOnCreate")
    fate = "stays in the account, and AWS charges for it" if kept else "is deleted with everything in it"
    if policy == "Snapshot":
        fate = "is deleted; a final snapshot stays, and AWS charges for it"
    return Loss(found.stack, found.id, found.type, fact(found.type).word, found.physical_id, fate, policy == "Delete")


def _default(type: str) -> str:
    """Snapshot is CloudFormation's default only for database clusters.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
    """
    return "Snapshot" if type == "AWS::RDS::DBCluster" else "Delete"
