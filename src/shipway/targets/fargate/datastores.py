"""What the application's datastores become."""

from __future__ import annotations

from shipway.managed import elasticache, rds
from shipway.managed.dialects import untold
from shipway.managed.rds import Managed
from shipway.model.application import Datastore
from shipway.resources.vpc import Network
from shipway.targets.fargate.draft import Draft
from shipway.targets.fargate.draft import group as _group


def datastores(draft: Draft, net: Network) -> list[tuple[Datastore, Managed]]:
    """Each with what was built for it; the resources go into the draft."""
    found: list[tuple[Datastore, Managed]] = []
    for datastore in draft.application.datastores:
        group = _group(draft, datastore.name, datastore.name, "datastore")
        name = f"{draft.name}-{datastore.name}"
        if datastore.engine == "redis":
            built = elasticache.elasticache(datastore, name, group, draft.environment.production, draft.diagnostics)
        else:
            why = untold(datastore, draft.application)
            built = rds.rds(datastore, name, group, draft.environment.production, why, draft.diagnostics)
        draft.resources += built.resources
        found.append((datastore, built))
    if any(d.engine == "redis" for d, _ in found):
        draft.resources.append(elasticache.subnet_group(draft.name, net.private))
    if any(d.engine != "redis" for d, _ in found):
        draft.resources.append(rds.subnet_group(draft.name, net.private))
    return found
