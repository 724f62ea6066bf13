"""What everything else stands on: the bucket, the network, the cluster, file systems and the user's secrets."""

from __future__ import annotations

from shipway.naming import clip, namespace
from shipway.resources.bucket import artifact_bucket
from shipway.resources.cluster import cluster
from shipway.resources.secret import user_secret
from shipway.resources.vpc import Network, network
from shipway.targets.fargate.draft import Draft, group

FILES = "file-systems"
"""A node that is not a workload, like edge.EDGE."""


def ground(draft: Draft) -> Network:
    """The account's bucket, the environment's network and its cluster."""
    options, environment = draft.options, draft.environment
    zones = options.zones if isinstance(options.zones, int) and 2 <= options.zones <= 6 else 2
    net = network(draft.name, zones, str(options.nat))
    insights = str(options.insights or ("enabled" if environment.production else "disabled"))
    draft.resources += [*artifact_bucket(), *net.resources]
    draft.resources += cluster(clip(draft.name, 255), namespace(draft.application.name, environment.name), insights)
    return net


def volumes(draft: Draft, net: Network) -> None:
    """A file system for each volume that lasts."""
    if not draft.application.volumes:
        return
    from shipway.resources.file_system import file_system  # late: only for volumes that last

    gate = group(draft, FILES)
    for volume in draft.application.volumes:
        draft.resources += file_system(volume.name, f"{draft.name}-{volume.name}", net.private, gate)


def secrets(draft: Draft) -> None:
    """An empty secret for each value that the user gives; an action fills it."""
    for secret in draft.application.secrets:
        draft.resources.append(user_secret(secret.name))
