"""load: what is written in the project's files. The only stage that reads files, through the Reader it is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from shipway.compose.load import load
from shipway.compose.types import Project
from shipway.diagnostics import Diagnostics
from shipway.manifest.types import Manifest
from shipway.records import record

if TYPE_CHECKING:
    from shipway.compose.reader import Reader
    from shipway.manifest.vocabulary import Vocabulary

MANIFEST = "shipway.yaml"
LATER = ("beanstalk", "instance", "neptune")
"""Targets and homes that the manifest reserves and that do not exist yet."""


@record
class Request:
    """What the command line asked for; None and () leave it to the files. environ: the shell's variables."""

    directory: str
    environ: Mapping[str, str]
    files: tuple[str, ...] = ()
    env_files: tuple[str, ...] = ()
    environment: str | None = None
    target: str | None = None
    region: str | None = None


@record
class Inputs:
    """What is written in the project's files."""

    project: Project
    manifest: Manifest


def load_inputs(reader: Reader, request: Request, diagnostics: Diagnostics) -> Inputs:
    """The Compose project and the manifest; -f overrides the manifest's `compose:`.

    Raises InputError with what is wrong in either: who has mended one file is not told of the other only then.
    """
    manifest = written(reader.text(MANIFEST), diagnostics)
    found = Diagnostics()
    try:
        project = load(
            reader,
            directory=request.directory,
            files=request.files or manifest.compose,
            env_files=request.env_files,
            stored=frozenset(name for name, _ in manifest.secrets),
            environ=request.environ,
            diagnostics=found,
        )
    finally:
        diagnostics.tell(found)
        diagnostics.raise_if_errors()
    return Inputs(project, manifest)


def written(text: str | None, diagnostics: Diagnostics) -> Manifest:
    """The manifest; only defaults where there is none."""
    if text is None:
        return Manifest()
    from shipway.manifest.read import read  # late: many projects have no manifest

    return read(text, MANIFEST, vocabulary(), diagnostics)


def vocabulary() -> Vocabulary:
    """What targets and datastores' homes add to the manifest's keys."""
    from shipway.managed.index import options
    from shipway.manifest.vocabulary import Vocabulary
    from shipway.targets.index import TARGETS, target

    known = [target(name) for name in TARGETS]
    return Vocabulary(
        targets={one.name: one.options for one in known},
        services={one.name: one.service_options for one in known if one.service_options is not None},
        homes=options(tuple(dict.fromkeys(word for one in known for word in one.stores))),
        later=tuple(word for word in LATER if word not in TARGETS),
    )
