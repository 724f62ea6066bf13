"""load: the one stage that reads files. Compose files in, a typed Project out, every problem collected.

The phases, each in a file of its own: read, interpolate, extend, include, merge, profiles, normalize, project.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from shipway.compose import envfiles, given, project
from shipway.compose.check import Names, check
from shipway.compose.combine import Combiner
from shipway.compose.examples import examples
from shipway.compose.gather import Gatherer
from shipway.compose.interpolate import Definitions
from shipway.compose.merge import settle
from shipway.compose.normalize import normalize
from shipway.compose.paths import inside
from shipway.compose.profiles import select
from shipway.compose.tree import Node, mapping
from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostics

if TYPE_CHECKING:
    from shipway.compose.reader import Reader


def load(
    reader: Reader,
    *,
    directory: str,
    files: Sequence[str] = (),
    env_files: Sequence[str] = (),
    stored: frozenset[str] = frozenset(),
    profiles: Sequence[str] = (),
    environ: Mapping[str, str],
    diagnostics: Diagnostics,
    project_name: str | None = None,
) -> Project:
    """The resolved project. Raises InputError with everything that is wrong.

    directory: absolute; also `$PWD`, which Compose's users expect to be where their project is. stored: names of
    secrets whose values AWS keeps, so that they need none here.
    """
    variables = given.variables(reader, {**environ, "PWD": directory}, env_files, diagnostics)
    paths = given.paths(reader, files, variables, diagnostics)
    diagnostics.raise_if_errors()
    combiner = Combiner(reader, diagnostics, examples(reader, variables), stored)
    tree = combiner.merged(paths, variables, "", ())
    diagnostics.raise_if_errors()
    tree = settle(tree) or mapping(tree.origin)
    project.top_level(tree, diagnostics)
    every = tuple(
        _complete(s, tree, directory, reader, variables, diagnostics) for s in project.services(tree, diagnostics)
    )
    if not every and not diagnostics.errors():
        diagnostics.error(
            "compose.no-services",
            "the project defines no services",
            tree.origin,
            fix="Add a `services:` section with at least one service.",
        )
    active = profiles or tuple(p for p in given.known(variables, "COMPOSE_PROFILES").split(",") if p)
    services, inactive = select(every, active)
    if inactive and not services:
        _nothing_on(inactive, diagnostics)
    volumes, networks = project.volumes(tree, diagnostics), project.networks(tree, diagnostics)
    secrets, configs = project.files(tree, "secrets", diagnostics), project.files(tree, "configs", diagnostics)
    here = {
        "service": [s.name for s in every],
        "volume": [v.name for v in volumes],
        "network": [*(n.name for n in networks), "default"],
        "secret": [s.name for s in secrets],
        "config": [c.name for c in configs],
    }
    check(services, inactive, Names(here, given.elsewhere(reader, paths)), diagnostics)
    gatherer = Gatherer(reader, diagnostics)
    for service in services:
        gatherer.service(service)
    for spec in secrets:
        gatherer.source(spec, "secret")
    for spec in configs:
        gatherer.source(spec, "config")
    gatherer.example(".env")
    diagnostics.raise_if_errors()
    written = tree.get("name")
    named = project_name or given.known(variables, "COMPOSE_PROJECT_NAME") or (written.text if written else "")
    name = named or given.folder_name(directory)
    return Project(
        name=name,
        directory=directory,
        compose_files=tuple(paths),
        services=services,
        named=bool(named),
        name_origin=tree.key_origin("name"),
        volumes=volumes,
        networks=networks,
        secrets=secrets,
        configs=configs,
        files=gatherer.files,
        variables={key: (value, origin) for key, (value, origin) in variables.items() if origin is not None},
        inactive=tuple((s.name, s.profiles, s.origin) for s in inactive),
        environment=environ,
        interpolated=frozenset(combiner.named),
        plain=normalize(name, tree, services),
    )


def _nothing_on(inactive: Sequence[Service], diagnostics: Diagnostics) -> None:
    profiles = sorted({profile for service in inactive for profile in service.profiles})
    diagnostics.blocker(
        "compose.no-active-services",
        "every service belongs to a profile, and none is switched on: there is nothing to deploy",
        inactive[0].origin,
        fix=f"Set COMPOSE_PROFILES, as in COMPOSE_PROFILES={profiles[0]}; known are {', '.join(profiles)}.",
    )


def _complete(
    service: Service, tree: Node, directory: str, reader: Reader, variables: Definitions, diagnostics: Diagnostics
) -> Service:
    """The service with its env files read, build arguments resolved and bind sources brought to one form."""
    node = tree.mapping["services"].mapping[service.name].get("env_file")
    environment = envfiles.variables(service, node, reader, variables, diagnostics)
    mounts = tuple(
        dataclasses.replace(m, source=inside(m.source, directory)) if m.type == "bind" and m.source else m
        for m in service.mounts
    )
    build = service.build
    if build is not None:
        args = tuple(
            dataclasses.replace(a, value=variables[a.name][0]) if a.value is None and a.name in variables else a
            for a in build.args
        )
        build = dataclasses.replace(build, args=args, context=inside(build.context, directory))
    return dataclasses.replace(service, environment=environment, mounts=mounts, build=build)
