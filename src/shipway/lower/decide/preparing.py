"""Which managed databases a job prepares: it does what their containers would have done at their first start."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from shipway.compose.paths import within
from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostics
from shipway.engines.family import Family, family_of
from shipway.lower.decide.datastores import Replaced
from shipway.lower.identify.identify import Identified
from shipway.lower.mount.init_scripts import InitScripts, init_scripts
from shipway.model.application import Decision
from shipway.records import record


@record
class Preparation:
    """name: the job's. variables: those of the database's container that a script may read."""

    name: str
    store: str
    replaced: Replaced
    scripts: InitScripts
    variables: frozenset[str]
    decision: Decision


def preparations(
    found: Identified, stores: Mapping[str, Replaced], diagnostics: Diagnostics
) -> tuple[Preparation, ...]:
    """One for each database that has something to prepare: an extension that its image is named after, or scripts."""
    project = found.project
    taken = {service.name for service in project.services}
    made: list[Preparation] = []
    for name, store in stores.items():
        family = family_of(store.datastore.engine)
        if not family.client:
            continue
        service = project.service(name)
        scripts = init_scripts(service, found.detected[name], project)
        diagnostics.tell(scripts.told)
        if scripts.paths or store.datastore.extensions:
            called = next(n for n in (f"{name}-prepare", f"{name}-prepare-database") if n not in taken)
            variables = frozenset(_read(service, scripts, family, project))
            decision = _decision(called, store, scripts, service)
            made.append(Preparation(called, name, store, scripts, variables, decision))
    return tuple(made)


def _decision(called: str, store: Replaced, scripts: InitScripts, service: Service) -> Decision:
    what = [f"creates the extension {extension}" for extension in store.datastore.extensions]
    what += [f"runs {posixpath.basename(path)}" for path in scripts.paths]
    sentence = f"{called}, a job in the image of {service.name}, {', '.join(what)} on {store.offer.title}, once"
    return Decision(called, sentence, service.origin)


def _read(service: Service, scripts: InitScripts, family: Family, project: Project) -> Iterator[str]:
    """The variables that a script may read: an env file shared with the application has many that no script reads."""
    files = [f for path, f in project.files.items() if any(within(path, o.source) for o in scripts.overlays)]
    texts = [file.text for file in files if file.text is not None]
    for variable in service.environment:
        read = any(variable.name in text for text in texts) if texts else not variable.from_env_file
        if read and not variable.name.startswith(family.own):
            yield variable.name
