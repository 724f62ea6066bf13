"""What a managed service takes over from the container it replaces, and what it does not: nothing is lost silently."""

from __future__ import annotations

import posixpath

from shipway.compose.types import Project
from shipway.diagnostics import Diagnostics
from shipway.engines.family import family_of
from shipway.lower.decide.datastores import Replaced
from shipway.lower.mount.init_scripts import FOLDER


def taken_over(store: Replaced, project: Project, diagnostics: Diagnostics) -> None:
    """Report which variables of the container the managed service takes over, so that none is lost silently."""
    service = project.service(store.datastore.name)
    names = family_of(store.datastore.engine).own
    own = [v.name for v in service.environment if v.name.startswith(names)]
    elsewhere = {v.name for other in project.services if other.name != service.name for v in other.environment}
    others = [v.name for v in service.environment if v.name not in own and v.name not in elsewhere]
    if own:
        diagnostics.note(
            "datastore.variables",
            f'"{service.name}": {", ".join(own)} {"is" if len(own) == 1 else "are"} taken over by {store.offer.title}',
            service.origin_of("environment"),
        )
    if others:
        diagnostics.note(
            "datastore.other-variables",
            f'"{service.name}": {", ".join(others)} {"is" if len(others) == 1 else "are"} dropped with the container',
            service.origin_of("environment"),
            detail="A managed service reads no variables; its init scripts, if it has any, still get them.",
        )
    if service.command:
        kept = ", ".join(name for name, _ in store.datastore.parameters)
        but = f", except {kept}" if kept else ""
        diagnostics.note(
            "datastore.command",
            f'the command of "{service.name}" is not carried over to {store.offer.title}{but}',
            service.origin_of("command"),
            detail="A managed service has its own settings: memory, persistence and connections follow its class.",
        )
    for mount in service.mounts:
        if mount.type != "bind" or not mount.source:
            continue
        if FOLDER not in mount.target and "." in posixpath.basename(mount.source):
            diagnostics.warning(
                "datastore.file",
                f'{mount.source} of "{service.name}" is not carried over to {store.offer.title}',
                mount.origin,
                detail="The container reads it; a managed database cannot read the project's files.",
                fix=f"Check what it sets, or keep the container: datastores: {{{service.name}: {{as: volume}}}}.",
            )
