"""Every type that does more than its schema says, and where."""

from __future__ import annotations

from collections.abc import Mapping

from shipway.rehearse.kinds import balancers, container_services, containers, data, iam, images, networks, secrets
from shipway.rehearse.kinds.kind import Kind

KINDS: Mapping[str, Kind] = {
    **balancers.KINDS,
    **container_services.KINDS,
    **containers.KINDS,
    **data.KINDS,
    **iam.KINDS,
    **images.KINDS,
    **networks.KINDS,
    **secrets.KINDS,
}
