"""A Lightsail container service: its size, its number of nodes, and the containers that each node runs."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.records import record
from shipway.topology.graph import Property, Resource

CONTAINERS = "containers"
"""The stack's key."""
SERVICE = "ContainerService"


@record
class Endpoint:
    """The public way in. container: its name. protocol: HTTP or HTTPS, what it speaks. codes: `200-399`."""

    container: str
    port: int
    protocol: str
    path: str
    codes: str

    def body(self) -> Property:
        """Patient with a program that starts slowly: by default two checks of 5 seconds decide.

        https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ContainerServiceHealthCheckConfig.html
        """
        health: dict[str, Property] = {
            "Path": self.path,
            "SuccessCodes": self.codes,
            "IntervalSeconds": 10,
            "TimeoutSeconds": 5,
            "HealthyThreshold": 2,
            "UnhealthyThreshold": 5,
        }
        return {"ContainerName": self.container, "ContainerPort": self.port, "HealthCheckConfig": health}


@record
class Container:
    """command: None for the image's own."""

    name: str
    image: str
    command: tuple[Property, ...] | None
    environment: tuple[tuple[str, Property], ...]

    def body(self, endpoint: Endpoint | None) -> Property:
        """Only the endpoint's port is opened: containers of one node reach each other on localhost without."""
        body: dict[str, Property] = {"ContainerName": self.name, "Image": self.image}
        if self.command is not None:
            body["Command"] = list(self.command)
        if self.environment:
            body["Environment"] = [{"Variable": name, "Value": value} for name, value in self.environment]
        if endpoint is not None and endpoint.container == self.name:
            body["Ports"] = [{"Port": str(endpoint.port), "Protocol": endpoint.protocol}]
        return body


def container_service(
    name: str, size: str, scale: int, containers: Sequence[Container], endpoint: Endpoint | None
) -> Resource:
    """name: the type has no default for it, and it is the only property whose change replaces the service.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-container.html
    """
    deployment: dict[str, Property] = {"Containers": [one.body(endpoint) for one in containers]}
    if endpoint is not None:
        deployment["PublicEndpoint"] = endpoint.body()
    return Resource(
        SERVICE,
        CONTAINERS,
        "AWS::Lightsail::Container",
        {"ServiceName": name, "Power": size, "Scale": scale, "ContainerServiceDeployment": deployment},
    )
