"""The `prepare` job of a managed database: what its container would have done at its first start.

It runs in the database's own image, which has the engine's client, before everything else that uses the database:
extensions that the image's name promises, and the scripts of /docker-entrypoint-initdb.d, each once.
"""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from shipway.compose.paths import within
from shipway.compose.types import File, Project, Service, Variable
from shipway.diagnostics import Diagnostics
from shipway.engines.family import Family, family_of
from shipway.lower import images
from shipway.lower.datastores import Replaced
from shipway.lower.detect import Detected
from shipway.lower.rewire import Rewirer
from shipway.lower.secrets import Vault
from shipway.model.application import Decision, Dependency, Kind, Link, Overlay, Workload
from shipway.model.value import Attribute, Key, Value, text
from shipway.records import record

FOLDER = "/docker-entrypoint-initdb.d"
SCRIPTS = Path(__file__).parent.parent / "data" / "prepare"


@record
class Prepared:
    """jobs, with what they talk to, and a decision for each; depend: datastore → its job."""

    jobs: tuple[Workload, ...] = ()
    links: tuple[Link, ...] = ()
    decisions: tuple[Decision, ...] = ()
    depend: tuple[tuple[str, str], ...] = ()

    def waiting(self, workloads: Iterable[Workload], links: Iterable[Link]) -> tuple[Workload, ...]:
        """The workloads, those that use a prepared datastore waiting for its job."""
        users = {(link.source, link.sink) for link in links}
        found = []
        for workload in workloads:
            needs = tuple(Dependency(j, "completed") for store, j in self.depend if (workload.name, store) in users)
            found.append(dataclasses.replace(workload, depends_on=(*workload.depends_on, *needs)))
        return tuple(found)


def prepare(
    stores: Mapping[str, Replaced],
    project: Project,
    detected: Mapping[str, Detected],
    directory: Mapping[str, str],
    vault: Vault,
    diagnostics: Diagnostics,
) -> Prepared:
    """A job for each database that has something to prepare."""
    jobs, links, decisions, depend = [], [], [], []
    taken = {service.name for service in project.services}
    for name, store in stores.items():
        family = family_of(store.datastore.engine)
        if not family.client:
            continue
        service = project.service(name)
        overlays, paths = _scripts(service, detected[name], project, diagnostics)
        if not paths and not store.datastore.extensions:
            continue
        called = next(n for n in (f"{name}-prepare", f"{name}-prepare-database") if n not in taken)
        jobs.append(_job(called, family, service, store, overlays, paths, project, directory, vault))
        links.append(Link(called, name, store.datastore.port))
        depend.append((name, called))
        what = [f"makes the extension {extension}" for extension in store.datastore.extensions]
        what += [f"runs {posixpath.basename(path)}" for path in paths]
        decisions.append(
            Decision(
                called,
                f"{called}, a job in the image of {name}, {', '.join(what)} on {store.offer.title}, once",
                service.origin,
            )
        )
    return Prepared(tuple(jobs), tuple(links), tuple(decisions), tuple(depend))


def _scripts(
    service: Service, detected: Detected, project: Project, diagnostics: Diagnostics
) -> tuple[list[Overlay], list[str]]:
    """(what is laid over the image, the scripts' paths in it in the order of their names)."""
    overlays: list[Overlay] = []
    paths: set[str] = set(_copied(service, detected, project))
    for mount in service.mounts:
        target = posixpath.normpath(mount.target)
        if mount.type != "bind" or not mount.source or not within(target, FOLDER):
            continue
        file = project.files.get(posixpath.normpath(mount.source))
        if file is None or file.missing:
            diagnostics.warning(
                "datastore.missing-script",
                f'{mount.source} of "{service.name}" does not exist; nothing is run',
                mount.origin,
                fix="Create the file, or remove the mount.",
            )
            continue
        overlays.append(Overlay(posixpath.normpath(mount.source), target, file.digest))
        paths |= {posixpath.join(target, name) for name in file.names if "/" not in name} if file.folder else {target}
    return overlays, sorted(paths, key=posixpath.basename)


def _copied(service: Service, detected: Detected, project: Project) -> Iterable[str]:
    """Scripts that the Dockerfile puts there."""
    if service.build is None or detected.stage is None:
        return
    context = project.files.get(posixpath.normpath(service.build.context))
    for source, target in detected.stage.copies:
        if posixpath.normpath(target) != FOLDER and posixpath.dirname(posixpath.normpath(target)) != FOLDER:
            continue
        source = posixpath.normpath(source)
        inside = [n for n in (context.names if context else ()) if posixpath.dirname(n) == source.removeprefix(".")]
        if inside:
            yield from (posixpath.join(FOLDER, posixpath.basename(name)) for name in inside)
        elif posixpath.normpath(target) == FOLDER:
            yield posixpath.join(FOLDER, posixpath.basename(source))
        else:
            yield posixpath.normpath(target)


def _job(
    name: str,
    family: Family,
    service: Service,
    store: Replaced,
    overlays: list[Overlay],
    paths: list[str],
    project: Project,
    directory: Mapping[str, str],
    vault: Vault,
) -> Workload:
    origin, rewirer = service.origin, Rewirer(service, {store.datastore.name: store}, directory, vault)
    environment: dict[str, Value] = {}
    said = [file.text for overlay in overlays for file in _files(overlay.source, project)]
    for variable in service.environment:
        value = (
            None if variable.name.startswith(family.own) or not _said(variable, said) else rewirer.variable(variable)
        )
        if value is not None:
            environment[variable.name] = vault.conceal(value)
    for key, attribute in family.client.items():
        environment[key] = Value((Attribute(store.datastore.name, Key(attribute)),), origin)
    for key, fixed in family.fixed.items():
        environment[key] = text(fixed, origin)
    if family.extensions:
        environment[family.extensions] = text(" ".join(store.datastore.extensions), origin)
    image = images.image(service, tuple(overlays), project, images.shared_names(project), vault)
    return Workload(
        name=name,
        kind=Kind.JOB,
        image=dataclasses.replace(image, name=name) if overlays else image,
        origin=origin,
        entrypoint=tuple(text(word, origin) for word in ("bash", "-c", _script(family.name), "prepare")),
        command=tuple(text(path, origin) for path in paths),
        environment=tuple(environment.items()),
        aliases=(name,),
        architecture="arm64" if "arm64" in service.platform else "x86_64",
    )


def _files(source: str, project: Project) -> Iterable[File]:
    return [file for path, file in project.files.items() if within(path, source)]


def _said(variable: Variable, texts: list[str | None]) -> bool:
    """Whether a script may read the variable: an env file shared with the application has many that none does."""
    known = [text for text in texts if text is not None]
    return not variable.from_env_file if not known else any(variable.name in text for text in known)


@cache
def _script(family: str) -> str:
    """The program of the job, without its comments."""
    lines = (SCRIPTS / f"{family}.sh").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))
