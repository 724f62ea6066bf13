"""The port for Lightsail's container services, on the embedded cloud alone: moto and ministack have no Lightsail."""

from __future__ import annotations

from typing import Any

from contract.conftest import Subject


def template(name: str, **deployment: Any) -> dict[str, Any]:
    properties: dict[str, Any] = {"ServiceName": name, "Power": "micro", "Scale": 2}
    if deployment:
        properties["ContainerServiceDeployment"] = deployment
    return {"Resources": {"Service": {"Type": "AWS::Lightsail::Container", "Properties": properties}}}


def test_absent_container_service_is_none(embedded: Subject) -> None:
    assert embedded.cloud.container_services.look("none") is None
    assert embedded.cloud.container_services.lines("none", "web") == ()


def test_container_service_without_deployment_is_not_steady(embedded: Subject) -> None:
    name = embedded.made(template(embedded.unique()))["Service"]
    state = embedded.cloud.container_services.look(name)
    assert state is not None
    assert (state.state, state.version, state.deployment, state.active, state.steady) == ("READY", 0, "", 0, False)


def test_container_service_with_a_deployment_is_steady(embedded: Subject) -> None:
    containers = [{"ContainerName": "web", "Image": "example/web:1"}, {"ContainerName": "bot", "Image": "example/bot"}]
    name = embedded.made(template(embedded.unique(), Containers=containers))["Service"]
    state = embedded.cloud.container_services.look(name)
    assert state is not None
    assert (state.name, state.scale, state.version, state.active, state.steady) == (name, 2, 1, 1, True)
    assert dict(zip(state.containers, state.images, strict=True)) == {"web": "example/web:1", "bot": "example/bot"}
    assert state.url.startswith(f"https://{name}.")
    assert embedded.cloud.container_services.lines(name, "web") == ()
    assert embedded.cloud.container_services.lines(name, "none") == ()
