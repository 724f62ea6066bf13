"""`.env.example` lists the variables that a program needs: those that get no value anywhere are reported."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from shipway.compose import dotenv
from shipway.compose.examples import is_example
from shipway.compose.types import File, Project, Service
from shipway.diagnostics import Diagnostics, Origin
from shipway.manifest.types import Manifest

SHOWN = 8


def required(project: Project, manifest: Manifest, diagnostics: Diagnostics) -> None:
    """One warning for each example with names that some program reads and nothing sets."""
    stated = manifest.stated | {name for name, _ in manifest.secrets}
    for file in project.files.values():
        if file.text is None or not is_example(posixpath.basename(file.path)):
            continue
        readers = list(_readers(file, project))
        known = stated | {v.name for service in readers for v in service.environment}
        known |= {a.name for service in readers if service.build for a in service.build.args}
        if posixpath.dirname(file.path) == "":
            known |= project.variables.keys() | project.environment.keys()
        known |= project.interpolated  # missing variables of the Compose file itself are reported there
        entries = dotenv.parse(file.text, file.path, Diagnostics(), {})
        missing = {entry.key: entry.origin for entry in entries if entry.key not in known}
        if missing and readers:
            _tell(file.path, missing, [service.name for service in readers], diagnostics)


def _readers(file: File, project: Project) -> Iterator[Service]:
    """The services that the example is for: those built from its folder."""
    folder = posixpath.dirname(file.path) or "."
    for service in project.services:
        if service.build is not None and posixpath.normpath(service.build.context) == folder:
            yield service


def _tell(path: str, missing: dict[str, Origin], readers: list[str], diagnostics: Diagnostics) -> None:
    names = ", ".join(list(missing)[:SHOWN]) + (f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else "")
    diagnostics.warning(
        "env.required",
        f"{path} lists variables that get no value: {names}",
        next(iter(missing.values())),
        detail=f"{', '.join(readers)} {'is' if len(readers) == 1 else 'are'} built from that folder.",
        fix="Set them in `environment:` or `env_file:`, or in shipway.yaml: `env:` for values, `secrets:` for names.",
    )
