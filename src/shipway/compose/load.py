"""load: the one stage that reads files. Compose files in, a typed Project out, every problem collected.

The phases, each in a file of its own: read, interpolate, extend, include, merge, profiles, normalize, project.
"""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Mapping, Sequence

from shipway.compose import check, dotenv, envfiles, project
from shipway.compose.examples import examples
from shipway.compose.extend import extend
from shipway.compose.gather import Gatherer
from shipway.compose.include import Inclusion, include
from shipway.compose.interpolate import Definitions, interpolate
from shipway.compose.merge import merge, settle
from shipway.compose.normalize import normalize
from shipway.compose.paths import rebase
from shipway.compose.profiles import select
from shipway.compose.read import read
from shipway.compose.reader import Reader
from shipway.compose.tree import Node, mapping
from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostics, Origin

DEFAULT_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
MAX_INCLUDE_DEPTH = 20
INTERPOLATED = re.compile(r"(?<!\$)\$\{?([A-Za-z_]\w*)")


def load(
    reader: Reader,
    *,
    directory: str,
    files: Sequence[str] = (),
    profiles: Sequence[str] = (),
    environ: Mapping[str, str],
    diagnostics: Diagnostics,
    project_name: str | None = None,
) -> Project:
    """The resolved project. Raises InputError with everything that is wrong."""
    variables = _variables(reader, environ, diagnostics)
    paths = _paths(reader, files, variables, diagnostics)
    diagnostics.raise_if_errors()
    loader = _Loader(reader, diagnostics, examples(reader, variables))
    tree = loader.merged(paths, variables, "", ())
    diagnostics.raise_if_errors()
    tree = settle(tree) or mapping(tree.origin)
    project.top_level(tree, diagnostics)
    every = tuple(_complete(s, tree, reader, variables, diagnostics) for s in project.services(tree, diagnostics))
    if not every and not diagnostics.errors():
        diagnostics.error(
            "compose.no-services",
            "the project defines no services",
            tree.origin,
            fix="Add a `services:` section with at least one service.",
        )
    active = profiles or tuple(p for p in _known(variables, "COMPOSE_PROFILES").split(",") if p)
    services, inactive = select(every, active)
    if inactive and not services:
        _nothing_on(inactive, diagnostics)
    volumes, networks = project.volumes(tree, diagnostics), project.networks(tree, diagnostics)
    secrets, configs = project.files(tree, "secrets", diagnostics), project.files(tree, "configs", diagnostics)
    check.check(services, inactive, volumes, networks, secrets, configs, diagnostics)
    gatherer = Gatherer(reader, diagnostics)
    for service in services:
        gatherer.service(service)
    for spec in secrets:
        gatherer.source(spec, "secret")
    for spec in configs:
        gatherer.source(spec, "config")
    gatherer.example(".env")
    diagnostics.raise_if_errors()
    given = project_name or _known(variables, "COMPOSE_PROJECT_NAME") or _written_name(tree)
    name = given or _folder_name(directory)
    return Project(
        name=name,
        directory=directory,
        compose_files=tuple(paths),
        services=services,
        named=bool(given),
        name_origin=tree.key_origin("name"),
        volumes=volumes,
        networks=networks,
        secrets=secrets,
        configs=configs,
        files=gatherer.files,
        variables={key: (value, origin) for key, (value, origin) in variables.items() if origin is not None},
        inactive=tuple((s.name, s.profiles, s.origin) for s in inactive),
        environment=environ,
        interpolated=frozenset(loader.named),
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


def _known(variables: Definitions, name: str) -> str:
    return variables[name][0] if name in variables else ""


def _variables(reader: Reader, environ: Mapping[str, str], diagnostics: Diagnostics) -> Definitions:
    """The interpolation environment: `.env`, and the shell above it."""
    shell: dict[str, tuple[str, Origin | None]] = {key: (value, None) for key, value in environ.items()}
    text = reader.text(".env") if reader.stat(".env") == "file" else None
    if text is None:
        return shell
    return {**dotenv.values(dotenv.parse(text, ".env", diagnostics, shell)), **shell}


def _paths(reader: Reader, files: Sequence[str], variables: Definitions, diagnostics: Diagnostics) -> list[str]:
    """The Compose files, as `docker compose` would take them."""
    separator = _known(variables, "COMPOSE_PATH_SEPARATOR") or ":"
    named = list(files) or [part for part in _known(variables, "COMPOSE_FILE").split(separator) if part]
    if named:
        for path in named:
            if reader.stat(path) != "file":
                diagnostics.error(
                    "compose.missing-file",
                    f"the Compose file {path} does not exist",
                    Origin(path, 1),
                    fix="Correct the path given with -f or in COMPOSE_FILE; it is relative to -C.",
                )
        return [posixpath.normpath(path) for path in named]
    for name in DEFAULT_NAMES:
        if reader.stat(name) == "file":
            stem, suffix = posixpath.splitext(name)
            overrides = [f"{stem}.override{s}" for s in (suffix, ".yml", ".yaml")]
            return [name, *[o for o in overrides if reader.stat(o) == "file"][:1]]
    diagnostics.error(
        "compose.no-file",
        "there is no Compose file here",
        Origin(DEFAULT_NAMES[0], 1),
        detail=f"Looked for {', '.join(DEFAULT_NAMES)}.",
        fix="Go to the folder of your Compose project, or name it: shipway -C DIR …, shipway -f FILE ….",
    )
    return []


def _complete(
    service: Service, tree: Node, reader: Reader, variables: Definitions, diagnostics: Diagnostics
) -> Service:
    """The service with its env files read, build arguments resolved and bind sources brought to one form."""
    node = tree.mapping["services"].mapping[service.name].get("env_file")
    environment = envfiles.variables(service, node, reader, variables, diagnostics)
    mounts = tuple(
        dataclasses.replace(m, source=_inside(m.source)) if m.type == "bind" and m.source else m for m in service.mounts
    )
    build = service.build
    if build is not None:
        args = tuple(
            dataclasses.replace(a, value=variables[a.name][0]) if a.value is None and a.name in variables else a
            for a in build.args
        )
        build = dataclasses.replace(build, args=args, context=_inside(build.context))
    return dataclasses.replace(service, environment=environment, mounts=mounts, build=build)


def _inside(path: str) -> str:
    if path.startswith(("/", "~")) or re.match(r"[a-z][a-z0-9+.-]*:|git@|[A-Za-z]:[\\/]", path):
        return path
    return posixpath.normpath(path)


def _written_name(tree: Node) -> str:
    node = tree.get("name")
    return node.text if node is not None else ""


def _folder_name(directory: str) -> str:
    return re.sub(r"[^a-z0-9_-]+", "", posixpath.basename(directory.rstrip("/")).lower()).lstrip("_-") or "app"


class _Loader:
    """Reads the files of one load; remembers what is open, so that no circle is followed."""

    def __init__(self, reader: Reader, diagnostics: Diagnostics, examples: Definitions) -> None:
        self.reader = reader
        self.examples = examples
        self.diagnostics = diagnostics
        self.named: set[str] = set()
        """Every variable that some file interpolates."""

    def merged(self, paths: Sequence[str], variables: Definitions, folder: str, seen: tuple[str, ...]) -> Node:
        """The files merged in order; relative paths are relative to `folder`, the first one's by default."""
        result: Node | None = None
        for path in paths:
            for document in self._documents(path, variables):
                tree = self._resolved(document, path, variables, folder, (*seen, path))
                result = tree if result is None else merge(result, tree)
            if result is None and not self.diagnostics.errors():
                self.diagnostics.error(
                    "compose.empty",
                    f"{path} is empty",
                    Origin(path, 1),
                    fix="Write a `services:` section into it, or name another file with -f.",
                )
        return result if result is not None else mapping(Origin(paths[0] if paths else "compose.yaml", 1))

    def _documents(self, path: str, variables: Definitions) -> list[Node]:
        text = self.reader.text(path)
        if text is None:
            return []
        self.named.update(INTERPOLATED.findall(text))
        trees = read(text, path, self.diagnostics)
        return [interpolate(tree, variables, self.diagnostics, self.examples) for tree in trees]

    def _resolved(self, tree: Node, path: str, variables: Definitions, folder: str, seen: tuple[str, ...]) -> Node:
        def open_file(other: str, origin: Origin) -> Node | None:
            if self.reader.stat(other) != "file":
                self.diagnostics.error(
                    "compose.missing-file",
                    f"{other} does not exist",
                    origin,
                    fix="Correct the path of `extends: {file: …}`.",
                )
                return None
            documents = self._documents(other, variables)
            return documents[0] if documents else None

        tree = extend(tree, folder, open_file, self.diagnostics)
        return include(tree, lambda inclusion: self._included(inclusion, folder, variables, seen), self.diagnostics)

    def _included(
        self, inclusion: Inclusion, folder: str, variables: Definitions, seen: tuple[str, ...]
    ) -> Node | None:
        paths = [posixpath.normpath(posixpath.join(folder, path)) for path in inclusion.paths]
        for path in paths:
            if path in seen or len(seen) > MAX_INCLUDE_DEPTH:
                self.diagnostics.error(
                    "compose.include-cycle",
                    f"{path} includes itself: {' → '.join([*seen, path])}",
                    inclusion.origin,
                    fix="Remove one of the includes.",
                )
                return None
            if self.reader.stat(path) != "file":
                self.diagnostics.error(
                    "compose.missing-file",
                    f"{path} is included but does not exist",
                    inclusion.origin,
                    fix="Correct the path; it is relative to the including file.",
                )
                return None
        home = (
            posixpath.normpath(posixpath.join(folder, inclusion.project_directory))
            if inclusion.project_directory
            else posixpath.dirname(paths[0])
        )
        known = self._own_variables(inclusion, folder, home, variables)
        tree = self.merged(paths, known, home, seen)
        services = tree.get("services")
        if services is not None:
            for name, child in list(services.mapping.items()):
                services.put(name, rebase(child, home, folder), services.key_origin(name))
        return tree

    def _own_variables(self, inclusion: Inclusion, folder: str, home: str, variables: Definitions) -> Definitions:
        """An included project's `.env` counts below what the including one has."""
        files = [posixpath.join(folder, p) for p in inclusion.env_files] or [posixpath.join(home, ".env")]
        own: dict[str, tuple[str, Origin | None]] = {}
        for path in files:
            text = self.reader.text(path) if self.reader.stat(path) == "file" else None
            if text is not None:
                own |= dotenv.values(dotenv.parse(text, path, self.diagnostics, variables))
        return {**own, **variables}
