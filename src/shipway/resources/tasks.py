"""The tasks of one workload on ECS: the ids of their parts, and their place in the network."""

from __future__ import annotations

from shipway.model.workload import Workload
from shipway.naming import logical_id
from shipway.records import record
from shipway.topology.graph import Property, Ref


@record
class Tasks:
    """stack: its key. group, subnets: resource ids. public_ip: tasks reach the internet by addresses of their own.

    named: callers without Service Connect find it by its full name.
    """

    workload: Workload
    stack: str
    group: str
    subnets: tuple[str, ...]
    public_ip: bool = False
    named: bool = False

    @property
    def name(self) -> str:
        return self.workload.name

    @property
    def definition(self) -> str:
        return logical_id(self.name, "task definition")

    @property
    def logs(self) -> str:
        return logical_id(self.name, "logs")

    @property
    def execution_role(self) -> str:
        """The role of the agent that starts the containers."""
        return logical_id(self.name, "execution role")

    @property
    def role(self) -> str:
        """The role of the containers' own code."""
        return logical_id(self.name, "task role")

    @property
    def service(self) -> str:
        return logical_id(self.name, "service")

    def network(self) -> dict[str, Property]:
        """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkConfiguration.html"""
        return {
            "AwsvpcConfiguration": {
                "Subnets": [Ref(id) for id in self.subnets],
                "SecurityGroups": [Ref(self.group, "GroupId")],
                "AssignPublicIp": "ENABLED" if self.public_ip else "DISABLED",
            }
        }
