"""A second target through the protocol: one stack and one action are enough to plan, rehearse, verify and remove it."""

from __future__ import annotations

from dataclasses import replace

from unit.embedded import rehearsal
from unit.shop import plan

from shipway.deploy.apply import apply
from shipway.deploy.events import silent
from shipway.deploy.verify import verify
from shipway.diagnostics import Diagnostics, Origin
from shipway.model.application import Application, Environment, Secret
from shipway.operate.destroy import destroy
from shipway.operate.status import status
from shipway.plan.planfile import read, write
from shipway.records import record
from shipway.resources.secret import user_secret, user_secret_id
from shipway.targets.obstacles import Support
from shipway.targets.target import NOTHING, Live, Target
from shipway.topology.actions import StoreSecret
from shipway.topology.graph import Ref, StackSpec, Topology
from shipway.words import Shape, filled, word

APPLICATION = Application("shop", (), secrets=(Secret("JWT_SECRET", Origin(".env", 3)),))
ENVIRONMENT = Environment("dev", "toy", options={"size": "nano"})


@record
class ToyOptions:
    size: str = word("size", Shape({"enum": ["nano", "micro"]}, "nano or micro"), "how large it is", default="micro")


def design(
    application: Application, environment: Environment, diagnostics: Diagnostics, live: Live = NOTHING
) -> Topology:
    if live.templates:
        diagnostics.note("toy.live", f"{len(live.templates)} stacks live already")
    size = filled(ToyOptions, environment.options).size
    resources = [replace(user_secret(one.name), stack="all") for one in application.secrets]
    return Topology(
        target="toy",
        app=application.name,
        environment=environment.name,
        region=environment.region,
        stacks=(StackSpec("all", environment.region),),
        resources=tuple(resources),
        actions=tuple(
            StoreSecret(f"store-{one.name}", (), one.name, Ref(user_secret_id(one.name)), one.source)
            for one in application.secrets
        ),
        outputs=(("all", "Size", size),),
    )


TOY = Target("toy", "Toy", ToyOptions, None, ("external",), lambda: Support((), {}), lambda: (), design)


def designed() -> Topology:
    return TOY.design(APPLICATION, ENVIRONMENT, Diagnostics())


def test_it_plans() -> None:
    planned = plan(designed())
    assert [step.id for step in planned.steps] == ["deploy-all", "store-JWT_SECRET", "protect-all"]
    assert [(change.resource, change.stack) for change in planned.changes] == [(user_secret_id("JWT_SECRET"), "all")]
    assert read(write(planned)) == planned


def test_it_is_deployed_verified_and_removed() -> None:
    world, planned = rehearsal(), plan(designed())
    apply(planned, world.cloud, silent)
    (row,) = world.cloud.stacks.resources("shop-dev-all")
    assert world.cloud.secrets.has_value(row.physical_id)
    report = verify(planned, world.cloud)
    assert report.passed
    assert {check.name for check in report.checks} >= {"stack complete", "secret has a value"}
    assert [stack.key for stack in status("shop", "dev", world.cloud).stacks] == ["all"]
    assert destroy("shop", "dev", world.cloud, silent, confirmed=True) == ("shop-dev-all",)


def test_it_is_told_what_lives() -> None:
    diagnostics = Diagnostics()
    TOY.design(APPLICATION, ENVIRONMENT, diagnostics, Live({"shop-dev-all": {}}))
    assert [one.summary for one in diagnostics] == ["1 stacks live already"]
