"""The whole flow, one way, on one page. Read this first.

    compose files ─┐
                   ├─ load ─▶ Inputs ─ lower ─▶ Lowered ─ design ─▶ Design ─ assemble ─▶ Plan ─ apply ─▶ Release
    shipway.yaml ──┘    (what is written)  (what is meant)   (what AWS gets)  ▲                     └─ verify ─▶ Report
                                                                  observe ─▶ Facts

`inputs.load_inputs` is the only stage that reads files, `observe` the only one that reads AWS before a plan; everything
between is pure. Each stage adds its messages to `diagnostics` and raises InputError once errors are collected.
"""

from __future__ import annotations

from shipway.diagnostics import Diagnostics
from shipway.inputs import Inputs, Request
from shipway.lower.decide.environment import choose
from shipway.lower.lower import Lowered, lower
from shipway.managed.index import offers
from shipway.plan.assemble import assemble
from shipway.plan.model import Facts, Plan
from shipway.records import record
from shipway.review.review import review_design, review_intent
from shipway.review.rule import Designed, Intent
from shipway.targets.index import TARGETS, target
from shipway.targets.target import NOTHING, Live
from shipway.topology.graph import Topology
from shipway.topology.stacks import SynthesizedStack
from shipway.topology.synthesize import synthesize


@record
class Design:
    """What the user means (`lowered`), the graph of AWS resources for it, and its templates in deployment order."""

    inputs: Inputs
    lowered: Lowered
    topology: Topology
    stacks: tuple[SynthesizedStack, ...]


def intend(inputs: Inputs, request: Request, diagnostics: Diagnostics) -> Lowered:
    """What the user means, in terms that belong to no cloud."""
    choice = choose(inputs.manifest, request.environment, request.target, diagnostics)
    if choice.target not in TARGETS:
        diagnostics.error(
            "target.unknown",
            f'the target "{choice.target}" does not exist yet',
            choice.origin if request.target is None else None,
            fix=f"Known targets: {', '.join(TARGETS)}. Try --target {next(iter(TARGETS))}.",
        )
        diagnostics.raise_if_errors()
    homes = offers(target(choice.target).stores)
    lowered = lower(inputs.project, inputs.manifest, diagnostics, offers=homes, choice=choice, region=request.region)
    diagnostics.raise_if_errors()
    return lowered


def design_environment(
    inputs: Inputs, request: Request, diagnostics: Diagnostics, live: Live = NOTHING, lowered: Lowered | None = None
) -> Design:
    """One environment of the project as templates. live: what is deployed of it. lowered: of `intend`, if known."""
    lowered = lowered or intend(inputs, request, diagnostics)
    application, environment = lowered.application, lowered.environment
    review_intent(Intent(application, environment, lowered.values), diagnostics)
    topology = target(environment.target).design(application, environment, diagnostics, live)
    review_design(Designed(application, environment, topology), diagnostics)
    diagnostics.raise_if_errors()
    return Design(inputs, lowered, topology, synthesize(topology))


def plan_environment(design: Design, facts: Facts) -> Plan:
    """The plan from what `facts` says is deployed to the design. deploy.apply does it, deploy.verify checks it."""
    return assemble(design.topology, design.stacks, facts)
