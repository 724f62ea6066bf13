"""Container services of the embedded cloud: versions, states, and what it refuses as Lightsail does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rehearsal.world import World, resource, world

from shipway.rehearse.faults import Fault
from shipway.rehearse.http import RehearsalHttp


def template(image: str = "a", port: int = 80, opened: str = "80", name: str = "web", **more: Any) -> dict[str, Any]:
    container = {"ContainerName": name, "Image": image, "Ports": [{"Port": opened, "Protocol": "HTTP"}]}
    deployment = {"Containers": [container], "PublicEndpoint": {"ContainerName": "web", "ContainerPort": port}}
    properties = {"ServiceName": "shop", "Power": "nano", "Scale": 1, "ContainerServiceDeployment": deployment, **more}
    return {"Service": resource("AWS::Lightsail::Container", properties)}


def row(one: World) -> dict[str, Any]:
    return dict(one.lightsail.get_container_services(serviceName="shop")["containerServices"][0])


def versions(one: World) -> list[tuple[int, str]]:
    rows = one.lightsail.get_container_service_deployments(serviceName="shop")["deployments"]
    return [(found["version"], found["state"]) for found in rows]


def test_states_on_the_way() -> None:
    one = world()
    one.cloudformation.create_stack(StackName="shop", TemplateBody=json.dumps({"Resources": template()}))
    one.sleep(30)
    assert (row(one)["state"], versions(one)) == ("DEPLOYING", [(1, "ACTIVATING")])
    assert row(one)["nextDeployment"]["version"] == 1
    assert "currentDeployment" not in row(one)
    assert RehearsalHttp(one.cloud).get(row(one)["url"]).status == 404
    assert one.settle("shop") == "CREATE_COMPLETE"
    assert (row(one)["state"], versions(one)) == ("RUNNING", [(1, "ACTIVE")])
    assert RehearsalHttp(one.cloud).get(row(one)["url"]).status == 200
    assert RehearsalHttp(one.cloud).get(row(one)["url"].replace("https", "http")).status == 301


def test_each_deployment_is_a_version_and_one_is_active() -> None:
    one = world()
    one.create("shop", template("a"))
    assert one.update("shop", template("b")) == "UPDATE_COMPLETE"
    assert versions(one) == [(2, "ACTIVE"), (1, "INACTIVE")]
    assert one.update("shop", template("b", Scale=2)) == "UPDATE_COMPLETE"
    assert (versions(one)[0], row(one)["scale"]) == ((2, "ACTIVE"), 2)


def test_a_failed_deployment_leaves_the_one_before() -> None:
    one = world(Fault("container:web", nth=2, message="out of memory"))
    one.create("shop", template("a"))
    assert one.update("shop", template("b")) == "UPDATE_ROLLBACK_COMPLETE"
    assert [state for _, state in versions(one)] == ["ACTIVE", "FAILED", "INACTIVE"]
    assert row(one)["currentDeployment"]["containers"]["web"]["image"] == "a"
    events = one.lightsail.get_container_log(serviceName="shop", containerName="web")["logEvents"]
    assert [event["message"] for event in events] == ["out of memory"]


def test_a_service_without_deployment_is_ready() -> None:
    one = world()
    made = template()
    del made["Service"]["Properties"]["ContainerServiceDeployment"]
    assert one.create("shop", made) == "CREATE_COMPLETE"
    assert (row(one)["state"], versions(one)) == ("READY", [])
    assert one.update("shop", template()) == "UPDATE_COMPLETE"
    assert versions(one) == [(1, "ACTIVE")]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (template(port=81), "The public endpoint is not an open HTTP or HTTPS port of a container"),
        (template(name="Web"), "The container name Web is not valid."),
        (template(name="x" * 54), "is not valid"),
        (template(image=""), "The container web has no image."),
        (
            template(
                ContainerServiceDeployment={"Containers": [{"ContainerName": f"c{n}", "Image": "a"} for n in range(11)]}
            ),
            "A deployment can have at most 10 containers.",
        ),
    ],
)
def test_what_lightsail_does_not_take(made: dict[str, Any], said: str) -> None:
    one = world()
    assert one.create("shop", made) == "ROLLBACK_COMPLETE"
    assert [why for id, status, why in one.events("shop") if status == "CREATE_FAILED" and said in why]


def test_an_unknown_service_is_refused_in_lightsails_words() -> None:
    one = world()
    for call in (one.lightsail.get_container_services, one.lightsail.get_container_service_deployments):
        with pytest.raises(one.lightsail.exceptions.NotFoundException, match="does not exist: none"):
            call(serviceName="none")
    assert one.lightsail.get_container_services()["containerServices"] == []
