"""What the application's datastores become."""

from __future__ import annotations

from shipway.managed.index import store
from shipway.managed.store import Managed, Wanted
from shipway.model.application import Datastore
from shipway.resources.vpc import Network
from shipway.targets.fargate.draft import Draft
from shipway.targets.fargate.draft import group as _group


def datastores(draft: Draft, net: Network) -> list[tuple[Datastore, Managed]]:
    """Each datastore with what was built for it; the resources go into the draft."""
    found: list[tuple[Datastore, Managed]] = []
    for datastore in draft.application.datastores:
        group = _group(draft, datastore.name, datastore.name, "datastore")
        name = f"{draft.name}-{datastore.name}"
        wanted = Wanted(datastore, name, group, draft.environment.production, draft.application)
        built = store(datastore.home).design(wanted, draft.diagnostics)
        draft.resources += built.resources
        found.append((datastore, built))
    for word in sorted({datastore.home for datastore, _ in found}):
        draft.resources += store(word).shared(draft.name, net.private)
    return found
