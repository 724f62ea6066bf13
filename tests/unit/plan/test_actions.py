"""Any record with an id, `after`, `before` and references is planned: no kind of action is known here by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shipway.errors import ShipwayError
from shipway.plan.actions import Places, places, waiting
from shipway.plan.order import ordered
from shipway.records import record
from shipway.topology.actions import RunJob, WaitService, references
from shipway.topology.graph import Ref, Resource, StackSpec, Topology
from shipway.topology.inputs import Input, Output, Physical
from shipway.topology.synthesize import synthesize


@record
class Publish:
    """A kind of action that nobody has made yet."""

    id: str
    after: tuple[str, ...] = ()
    site: Input = ""
    files: tuple[Input, ...] = ()
    title: str = "publish"
    before: tuple[str, ...] = ()


BUCKETS = (
    Resource("Site", "site", "AWS::S3::Bucket", {}),
    Resource("Files", "files", "AWS::S3::Bucket", {}),
)
STACKS = (StackSpec("files", "us-east-1"), StackSpec("site", "us-east-1"), StackSpec("empty", "us-east-1"))


def toy(*actions: Any) -> Topology:
    shown = (("site", "SiteName", Ref("Site")),)
    return Topology("toy", "shop", "dev", "us-east-1", STACKS, BUCKETS, (), tuple(actions), shown)


def known(topology: Topology) -> Places:
    return places(topology, {stack.spec.name: stack for stack in synthesize(topology)})


def planned(action: Any, *others: Any) -> Any:
    return known(toy(action, *others)).planned(action)


def test_a_reference_becomes_what_gives_it() -> None:
    """An output where the template has one, an output that is made for it where it is an attribute, else the id."""
    found = planned(Publish("p", site=Ref("Site"), files=(Ref("Files"), Ref("Site", "Arn"), "text")))
    assert found.site == Output("deploy-site", "SiteName")
    assert found.files == (Physical("deploy-files", "Files"), Output("deploy-site", "SiteArn"), "text")
    assert found.title == "publish"


def test_an_action_comes_after_the_stacks_that_it_refers_to() -> None:
    assert planned(Publish("p", site=Ref("Site"), files=(Ref("Files"),))).after == ("deploy-site", "deploy-files")


def test_an_action_comes_after_what_it_names() -> None:
    assert planned(Publish("p", after=("files", "q")), Publish("q")).after == ("deploy-files", "q")


def test_a_stack_without_resources_is_waited_for_by_nobody() -> None:
    assert planned(Publish("p", after=("empty",))).after == ()


def test_a_name_that_the_design_does_not_have_is_a_defect_of_the_target() -> None:
    with pytest.raises(ShipwayError, match="an action waits for nowhere"):
        planned(Publish("p", after=("nowhere",)))
    topology = toy(Publish("p", before=("nowhere",)))
    with pytest.raises(ShipwayError, match="an action waits for nowhere"):
        waiting(topology.actions, known(topology))


def test_before_becomes_others_after() -> None:
    topology = toy(Publish("p", before=("site", "q")), Publish("q", before=("site",)))
    assert waiting(topology.actions, known(topology)) == {"deploy-site": ("p", "q"), "q": ("p",)}
    assert planned(topology.actions[0], topology.actions[1]).before == ()


def test_steps_that_wait_for_each_other_are_a_defect_of_the_target() -> None:
    wait = WaitService("a", ("b",), "web", "c", "s")
    with pytest.raises(ShipwayError, match="steps of the plan wait for each other: a, b"):
        ordered([wait, replace(wait, id="b", after=("a",))])
    with pytest.raises(ShipwayError, match="the step a waits for b, which the plan does not have"):
        ordered([wait])


def test_every_reference_of_an_action_is_found() -> None:
    job = RunJob("run", (), "job", Ref("C"), Ref("T"), (Ref("A"), "subnet-1", Ref("B")), Ref("G", "GroupId"))
    assert [*references(job)] == [Ref("C"), Ref("T"), Ref("A"), Ref("B"), Ref("G", "GroupId")]
