"""What a project has for its developers and not for production, each with its reason."""

from __future__ import annotations

import re

from shipway.compose.types import Service
from shipway.lower.identify.detect import Detected
from shipway.manifest.types import ServiceChoice
from shipway.model.engines import split_reference

ADMIN = "an admin tool, which would open the databases to whoever finds it"
MAIL = "a mail catcher for development"
REASONS = {
    **dict.fromkeys(("adminer", "pgadmin", "phpmyadmin", "cloudbeaver", "mongo-express", "redis-commander"), ADMIN),
    **dict.fromkeys(("redisinsight", "kafka-ui", "dozzle"), ADMIN),
    **dict.fromkeys(("mailpit", "mailhog", "mailcatcher", "maildev", "greenmail"), MAIL),
    "aws-cli": "AWS's own command line, which is a person's tool",
    "watchtower": "it updates containers on a Docker host; here a deployment does",
    "localstack": "an emulation of AWS for development",
}
"""Engine → why it is not for production."""


MACHINE = "it watches the machine that it runs on, and Fargate has none: logs and metrics go to CloudWatch"
WATCHERS = (
    r"(^|/)(cadvisor|node[-_]exporter|promtail|alloy|file-?beat|metric-?beat|fluent-?bit|fluentd|vector|telegraf|netdata|"
    r"glances|(datadog-)?agent|dozzle|watchtower|portainer(-[ce]e)?|portainer-agent|autoheal|docker-socket-proxy|trivy|"
    r"diun|docker-flow-swarm-listener)$"
)
"""Repositories of what looks at the containers and disks of a machine, where it is given these."""


def tool(service: Service, detected: Detected, choice: ServiceChoice | None) -> str:
    """Why a service is left out as a tool; "" for what is none, or what the manifest keeps."""
    if choice is not None and (choice.run or choice.opened):
        return ""
    name = detected.engine.name if detected.engine else ""
    repository, _, _ = split_reference(detected.image) if detected.image else ("", "", "")
    if name not in REASONS and _sees_the_machine(service) and re.search(WATCHERS, repository):
        return MACHINE
    return REASONS.get(name, "")


def _sees_the_machine(service: Service) -> bool:
    mounted = any(mount.type == "bind" and (mount.source or "").startswith("/") for mount in service.mounts)
    return mounted or service.privileged or "host" in (service.pid, service.network_mode)
