"""A topology becomes one template per stack; what crosses stacks becomes outputs and parameters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shipway.errors import ShipwayError
from shipway.topology.actions import WaitService
from shipway.topology.graph import ImageRef, Ref, Resource, Retention, StackKind, StackSpec, Topology
from shipway.topology.stacks import ImageInput, StackOutput, SynthesizedStack
from shipway.topology.synthesize import synthesize

STACKS = (StackSpec("data", "us-east-1"), StackSpec("late", "us-east-1"))
SIMPLE = Topology("toy", "shop", "dev", "us-east-1", STACKS, ())


def logs(id: str, stack: str, name: object, **more: object) -> Resource:
    return Resource(id, stack, "AWS::Logs::LogGroup", {"LogGroupName": name}, **more)  # type: ignore[arg-type,dict-item]


def made(*resources: Resource, **changed: object) -> dict[str, SynthesizedStack]:
    topology = replace(SIMPLE, resources=resources, **changed)  # type: ignore[arg-type]
    return {stack.spec.name: stack for stack in synthesize(topology)}


def test_a_reference_inside_a_stack_stays_one() -> None:
    found = made(logs("A", "data", "a"), logs("B", "data", {"Fn::Join": ["-", [Ref("A"), Ref("A", "Arn")]]}))
    body = found["data"].template["Resources"]["B"]["Properties"]["LogGroupName"]  # type: ignore[index,call-overload]
    assert body == {"Fn::Join": ["-", [{"Ref": "A"}, {"Fn::GetAtt": ["A", "Arn"]}]]}
    assert "Outputs" not in found["data"].template
    assert found["data"].parameters == ()


def test_a_reference_across_stacks_is_an_output_and_a_parameter() -> None:
    found = made(logs("A", "data", "a"), logs("B", "late", Ref("A")))
    assert found["data"].template["Outputs"] == {"ARef": {"Value": {"Ref": "A"}}}
    assert found["late"].template["Parameters"] == {"ARef": {"Type": "String"}}
    assert found["late"].parameters == (("ARef", StackOutput("data", "ARef")),)


def test_a_stack_depends_on_what_it_takes_from_and_on_what_it_says() -> None:
    stacks = (StackSpec("first", "us-east-1"), StackSpec("data", "us-east-1"), StackSpec("late", "x", ("first",)))
    found = made(logs("F", "first", "f"), logs("A", "data", "a"), logs("B", "late", Ref("A", "Arn")), stacks=stacks)
    assert found["late"].spec.depends_on == ("first", "data")
    assert found["late"].spec.region == "x"


def test_what_a_stack_is_survives() -> None:
    stacks = (StackSpec("data", "us-east-1", (), StackKind.WORKLOAD, "web", True),)
    spec = made(logs("A", "data", "a"), stacks=stacks)["data"].spec
    assert (spec.kind, spec.subject, spec.single) == (StackKind.WORKLOAD, "web", True)


def test_an_image_is_a_parameter() -> None:
    found = made(logs("A", "data", ImageRef("web")))["data"]
    assert found.parameters == (("ImageOfWeb", ImageInput("web")),)


def test_a_stack_without_resources_is_left_out() -> None:
    assert list(made(logs("A", "data", "a"))) == ["data"]


def test_what_is_kept_says_so() -> None:
    body = made(logs("A", "data", "a", retention=Retention.RETAIN))["data"].template["Resources"]["A"]  # type: ignore[index,call-overload]
    assert (body["DeletionPolicy"], body["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")


def test_an_attribute_that_an_action_reads_is_an_output() -> None:
    wait = WaitService("wait-a", (), "a", Ref("A"), Ref("A", "Arn"))
    found = made(logs("A", "data", "a"), actions=(wait,))["data"]
    assert found.template["Outputs"] == {"AArn": {"Value": {"Fn::GetAtt": ["A", "Arn"]}}}


def test_an_attribute_that_is_shown_already_has_one_output() -> None:
    wait = WaitService("wait-a", (), "a", Ref("A"), Ref("A", "Arn"))
    found = made(logs("A", "data", "a"), actions=(wait,), outputs=(("data", "Shown", Ref("A", "Arn")),))["data"]
    assert found.template["Outputs"] == {"Shown": {"Value": {"Fn::GetAtt": ["A", "Arn"]}}}


def test_shared_stacks_are_described_by_whom_they_serve() -> None:
    kinds = {kind: (StackSpec("data", "us-east-1", (), kind),) for kind in StackKind}
    said = {
        kind: made(logs("A", "data", "a"), stacks=stacks)["data"].template["Description"]
        for kind, stacks in kinds.items()
    }
    assert said[StackKind.ACCOUNT] == "data of every application of this account and region, made by Shipway"
    assert said[StackKind.APPLICATION] == "data of shop, made by Shipway"
    assert said[StackKind.ENVIRONMENT] == said[StackKind.WORKLOAD] == "shop dev: data, made by Shipway"


def test_a_template_that_aws_would_refuse_is_our_defect() -> None:
    with pytest.raises(ShipwayError, match="a template does not agree with AWS's schema"):
        made(Resource("A", "data", "AWS::Logs::LogGroup", {"Nmae": "a"}))


def test_an_action_refers_to_what_there_is_and_has_an_id_of_its_own() -> None:
    wait = WaitService("wait-a", (), "a", Ref("A"), Ref("Gone"))
    with pytest.raises(ShipwayError, match="wait-a refers to Gone, which the design does not have"):
        made(logs("A", "data", "a"), actions=(wait,))
    here = replace(wait, service=Ref("A"))
    with pytest.raises(ShipwayError, match="two actions have the same id"):
        made(logs("A", "data", "a"), actions=(here, here))


def test_two_resources_never_share_an_id() -> None:
    with pytest.raises(ShipwayError, match="two resources have the same logical id"):
        made(logs("A", "data", "a"), logs("A", "late", "b"))
