"""Every type that does more than its schema says, and where."""

from __future__ import annotations

from collections.abc import Mapping

from shipway.rehearse.kinds import balancers, containers, data, iam, images, networks, secrets
from shipway.rehearse.kinds.kind import Kind

KINDS: Mapping[str, Kind] = {
    **balancers.KINDS,
    **containers.KINDS,
    **data.KINDS,
    **iam.KINDS,
    **images.KINDS,
    **networks.KINDS,
    **secrets.KINDS,
}
