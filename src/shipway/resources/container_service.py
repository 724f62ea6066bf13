"""A Lightsail container service: its size, its number of nodes, and the containers that each node runs."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.records import record
from shipway.topology.graph import Property, Resource

CONTAINERS = "containers"
"""The stack's key."""
SERVICE = "ContainerService"


@record
class Container:
    """command: None for the image's own. port: the one to be opened, and its protocol; localhost needs none."""

    name: str
    image: str
    command: tuple[Property, ...] | None
    environment: tuple[tuple[str, Property], ...]
    port: tuple[int, str] | None

    def body(self) -> Property:
        """As CloudFormation takes it."""
        body: dict[str, Property] = {"ContainerName": self.name, "Image": self.image}
        if self.command is not None:
            body["Command"] = list(self.command)
        if self.environment:
            body["Environment"] = [{"Variable": name, "Value": value} for name, value in self.environment]
        if self.port is not None:
            body["Ports"] = [{"Port": str(self.port[0]), "Protocol": self.port[1]}]
        return body


def container_service(
    name: str, size: str, scale: int, containers: Sequence[Property], endpoint: dict[str, Property] | None
) -> Resource:
    """name: the type has no default for it, and it is the only property whose change replaces the service.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-container.html
    """
    deployment: dict[str, Property] = {"Containers": list(containers)}
    if endpoint is not None:
        deployment["PublicEndpoint"] = endpoint
    return Resource(
        SERVICE,
        CONTAINERS,
        "AWS::Lightsail::Container",
        {"ServiceName": name, "Power": size, "Scale": scale, "ContainerServiceDeployment": deployment},
    )
