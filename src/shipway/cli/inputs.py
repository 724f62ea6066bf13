"""From the options to the project: the only place in the commands that reads the shell's variables."""

from __future__ import annotations

import os

import click

from shipway.adapters.files import DiskReader
from shipway.cli.options import Options
from shipway.diagnostics import Diagnostic, Diagnostics, Severity
from shipway.inputs import Inputs, Request, load_inputs
from shipway.lower.lower import Lowered
from shipway.pipeline import Design, design_environment, intend
from shipway.records import record
from shipway.targets.target import NOTHING, Live


@record
class Project:
    """What a command works on. root: the project's directory."""

    root: str
    request: Request
    inputs: Inputs
    diagnostics: Diagnostics

    def lowered(self) -> Lowered:
        """What the project means; enough for callers that only need names."""
        return intend(self.inputs, self.request, self.diagnostics)

    def design(self, live: Live = NOTHING, lowered: Lowered | None = None) -> Design:
        """The environment's templates. live: what is deployed already. lowered: what the project means, if known."""
        return design_environment(self.inputs, self.request, self.diagnostics, live, lowered)

    def blockers(self) -> tuple[Diagnostic, ...]:
        """What stops a deployment, but nothing else."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.BLOCKER)


def project(options: Options) -> Project:
    """Read the project. Raises InputError with everything that is wrong, UsageError where -C is no directory."""
    root = options.directory
    if not os.path.isdir(root):
        raise click.UsageError(f"-C {options.directory}: no such directory")
    request = Request(
        directory=os.path.realpath(root),
        environ=dict(os.environ),
        files=options.files,
        env_files=options.env_files,
        environment=options.env,
        target=options.target,
        region=options.region,
    )
    diagnostics = Diagnostics()
    return Project(root, request, load_inputs(DiskReader(root), request, diagnostics), diagnostics)
