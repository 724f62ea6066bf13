"""What runs in its own container: a Compose service that stays one, or a job that Shipway adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from shipway.diagnostics import Origin
from shipway.model.image import Image
from shipway.model.speech import Speech
from shipway.model.value import Value
from shipway.records import record


class Kind(StrEnum):
    """How a workload lives."""

    WEB = "web"  # has a public route
    WORKER = "worker"  # runs forever, reached by other workloads or by none
    JOB = "job"  # runs to completion at each release, before the workloads that wait for it
    SCHEDULED = "scheduled"  # runs to completion at the times of `schedule`


@record
class Port:
    """A port that the container listens on. protocol: tcp or udp. published: the host's port, if Compose has one."""

    number: int
    protocol: str = "tcp"
    published: int | None = None
    origin: Origin | None = None
    speaks: Speech = Speech.HTTP


@record
class HealthCheck:
    """A command run in the container. Times in seconds. command: as in Compose, CMD or CMD-SHELL first."""

    command: tuple[str, ...]
    interval: float = 30
    timeout: float = 30
    retries: int = 3
    start_period: float = 0
    origin: Origin | None = None


@record
class Resources:
    """What the workload may use: cpu in vCPUs, memory in MiB; None where not set."""

    cpu: float | None = None
    memory: int | None = None
    origin: Origin | None = None


@record
class Scaling:
    """How many copies. singleton: never two at once (a scheduler, a single writer)."""

    minimum: int = 1
    maximum: int = 1
    cpu: int | None = None
    memory: int | None = None
    singleton: bool = False
    origin: Origin | None = None


@record
class Mount:
    """A durable volume of the application at a path.

    seeded: while the volume is empty, what the image has at the path is copied into it, as Docker does.
    """

    volume: str
    path: str
    read_only: bool = False
    subpath: str = ""
    origin: Origin | None = None
    seeded: bool = False


@record
class SecretFile:
    """A secret delivered as a file: `/run/secrets/NAME` or another absolute path; mode is octal digits.

    owner: `UID:GID`, as chown takes it; "" for root.
    """

    value: Value
    path: str
    mode: str = "0444"
    origin: Origin | None = None
    owner: str = ""


NOTHING = frozenset({"", "0", "false", "no", "off", "n"})
"""Values, in lower case, with which a switch or a list asks for nothing."""


DEFAULT_CAPABILITIES = frozenset(
    {
        *("AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW"),
        *("SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"),
    }
)
"""What a container may do by default. https://docs.docker.com/engine/security/#linux-kernel-capabilities"""


@record
class Hardening:
    """What restricts the container, as Compose says it."""

    read_only: bool = False
    user: str | None = None
    cap_drop: tuple[str, ...] = ()
    tmpfs: tuple[str, ...] = ()
    no_new_privileges: bool = False
    init: bool = False
    working_dir: str | None = None
    ulimits: tuple[tuple[str, int, int], ...] = ()
    shm_size: int | None = None  # MiB


@record
class Dependency:
    """`depends_on`: condition is started, healthy or completed."""

    name: str
    condition: str = "started"
    required: bool = True


@record
class Workload:
    """One service of the Compose project that runs in its own container.

    aliases: every name others may call it by (the service name first, then container name, links, network aliases).
    engine: the catalogue's engine where the container is a known one that stays a container ("mongodb"), else "".
    runtime: the language's, `node` or `python`, "" unknown.
    options: the manifest's words of its target for it, which the target reads by `filled`.
    origin: the service's line in the Compose file. obstacles of attributes are kept in `attributes` as
    (Compose attribute, origin): what a target cannot carry it names from there.
    """

    name: str
    kind: Kind
    image: Image
    origin: Origin
    command: tuple[Value, ...] | None = None
    entrypoint: tuple[Value, ...] | None = None
    environment: tuple[tuple[str, Value], ...] = ()
    secret_files: tuple[SecretFile, ...] = ()
    ports: tuple[Port, ...] = ()
    aliases: tuple[str, ...] = ()
    health: HealthCheck | None = None
    health_path: str = ""  # the path that the load balancer checks; "" where not set
    resources: Resources = Resources()
    scaling: Scaling = Scaling()
    mounts: tuple[Mount, ...] = ()
    depends_on: tuple[Dependency, ...] = ()
    hardening: Hardening = Hardening()
    stop_timeout: float = 10
    stop_signal: str | None = None
    architecture: str = "x86_64"
    engine: str = ""
    runtime: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    attributes: tuple[tuple[str, Origin], ...] = ()
    attribute_values: tuple[tuple[str, str], ...] = ()  # those with a text that holds no secret; "" where it is empty
