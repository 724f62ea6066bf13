"""All adapters over one boto3 session: the Cloud that `deploy` and `rehearse` both use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from shipway.adapters.clients import Clients
from shipway.adapters.clock import SystemClock
from shipway.adapters.cloudformation import CloudFormation
from shipway.adapters.cloudwatch_logs import CloudWatchLogs
from shipway.adapters.docker import DockerBuilder
from shipway.adapters.ecr import EcrImages
from shipway.adapters.ecs import EcsTasks
from shipway.adapters.http import UrlHttp
from shipway.adapters.lightsail import LightsailContainerServices
from shipway.adapters.load_balancing import LoadBalancing
from shipway.adapters.rds import RdsSnapshots
from shipway.adapters.s3 import S3Objects
from shipway.adapters.secrets_manager import SecretsManager
from shipway.adapters.sts import StsIdentity
from shipway.ports import Builder, Clock, Cloud, Http, SecretValues


def aws(
    session: Any,
    *,
    values: SecretValues,
    root: Path = Path(),
    builder: Builder | None = None,
    clock: Clock | None = None,
    http: Http | None = None,
    name: str = "AWS",
    real: bool = True,
    endpoint_url: str | None = None,
) -> Cloud:
    """The ports of a boto3 session. root: the project directory that images are built in; endpoint_url: an emulator's.

    Nothing is called and no client is made until a port is used.
    """
    clients = Clients(session, endpoint_url)
    images = EcrImages(clients)
    return Cloud(
        name=name,
        real=real,
        clock=clock or SystemClock(),
        identity=StsIdentity(clients),
        stacks=CloudFormation(clients),
        images=images,
        builder=builder or DockerBuilder(root, images.login),
        secrets=SecretsManager(clients),
        values=values,
        tasks=EcsTasks(clients),
        container_services=LightsailContainerServices(clients),
        logs=CloudWatchLogs(clients),
        load_balancers=LoadBalancing(clients),
        http=http or UrlHttp(),
        objects=S3Objects(clients),
        snapshots=RdsSnapshots(clients),
    )
