"""The whole flow, one way, on one page. Read this first.

    compose files ─┐
                   ├─ load ─▶ Inputs ─ design ─▶ Design ─ assemble ─▶ Plan ─ apply ─▶ Release ─ verify ─▶ Report
    shipway.yaml ──┘        (what is written)  (what AWS gets)  ▲
                                                    observe ─▶ Facts

`load_inputs` is the only stage that reads files, `observe` the only one that reads AWS before a plan; everything
between is pure. Each stage adds what it has to say to `diagnostics` and raises InputError once errors are collected.
"""

from __future__ import annotations

from collections.abc import Mapping

from shipway.compose.load import load
from shipway.compose.reader import Reader
from shipway.compose.types import Project
from shipway.diagnostics import Diagnostics
from shipway.lower.lower import Lowered, lower
from shipway.manifest.read import read
from shipway.manifest.types import Manifest
from shipway.plan.assemble import assemble
from shipway.plan.model import Facts, Plan
from shipway.records import record
from shipway.review.review import review_design, review_intent
from shipway.review.rule import Designed, Intent
from shipway.targets import fargate
from shipway.topology.graph import Topology
from shipway.topology.stacks import SynthesizedStack
from shipway.topology.synthesize import synthesize

MANIFEST = "shipway.yaml"
TARGETS = {"fargate": fargate.design}


@record
class Request:
    """What was asked for on the command line; None and () leave it to the files. environ: the shell's variables."""

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


@record
class Design:
    """What the user means (`lowered`), the graph of AWS resources for it, and its templates in deployment order."""

    inputs: Inputs
    lowered: Lowered
    topology: Topology
    stacks: tuple[SynthesizedStack, ...]


def load_inputs(reader: Reader, request: Request, diagnostics: Diagnostics) -> Inputs:
    """The Compose project and the manifest; -f counts before the manifest's `compose:`."""
    manifest = read(reader.text(MANIFEST), MANIFEST, diagnostics)
    files = request.files or manifest.compose
    project = load(
        reader,
        directory=request.directory,
        files=files,
        env_files=request.env_files,
        stored=frozenset(name for name, _ in manifest.secrets),
        environ=request.environ,
        diagnostics=diagnostics,
    )
    return Inputs(project, manifest)


def intend(inputs: Inputs, request: Request, diagnostics: Diagnostics) -> Lowered:
    """What the user means, in words that belong to no cloud."""
    wanted = {"environment": request.environment, "target": request.target, "region": request.region}
    lowered = lower(inputs.project, inputs.manifest, diagnostics, **wanted)
    target = lowered.environment.target
    if target not in TARGETS:
        choice = inputs.manifest.environments.get(lowered.environment.name)
        diagnostics.error(
            "target.unknown",
            f'there is no target "{target}" yet',
            choice.origin if choice and request.target is None else None,
            fix=f"There is {', '.join(TARGETS)}: try --target {next(iter(TARGETS))}.",
        )
    diagnostics.raise_if_errors()
    return lowered


def design_environment(
    inputs: Inputs, request: Request, diagnostics: Diagnostics, priorities: Mapping[str, int] | None = None
) -> Design:
    """One environment of the project as templates. priorities: of the listener rules that are deployed already."""
    lowered = intend(inputs, request, diagnostics)
    application, environment = lowered.application, lowered.environment
    review_intent(Intent(application, environment, lowered.values), diagnostics)
    topology = TARGETS[environment.target](application, environment, diagnostics, priorities=priorities or {})
    review_design(Designed(application, environment, topology), diagnostics)
    diagnostics.raise_if_errors()
    return Design(inputs, lowered, topology, synthesize(topology))


def plan_environment(design: Design, facts: Facts) -> Plan:
    """What turns what `facts` says is deployed into the design. deploy.apply does it, deploy.verify looks after it."""
    return assemble(design.topology, design.stacks, facts)
