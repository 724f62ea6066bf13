"""What the user means, in words that belong to no cloud.

`lower/` makes an Application out of a Compose project and a manifest; targets read it. Names are Compose names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from shipway.diagnostics import Origin
from shipway.model.speech import Speech
from shipway.model.value import Value
from shipway.records import record


class Kind(StrEnum):
    """How a workload lives."""

    WEB = "web"  # has a public route
    WORKER = "worker"  # runs for ever, reached by other workloads or by none
    JOB = "job"  # runs to completion at each release, before the workloads that wait for it
    SCHEDULED = "scheduled"  # runs to completion at the times of `schedule`


@record
class Build:
    """A Docker build. Paths are relative to the project directory, `dockerfile` to the context.

    digest: of the context's content, build arguments and target; the image's content tag.
    secret_args: (argument, the key of its value): what is secret is read when the image is built, and is not here.
    overlay: files (path in the project → path in the image) that a thin image adds on top of the built or
    referenced image, because the service bind-mounts them from the repository.
    """

    context: str
    dockerfile: str = "Dockerfile"
    target: str | None = None
    args: tuple[tuple[str, str], ...] = ()
    inline_dockerfile: str | None = None
    digest: str = ""
    secret_args: tuple[tuple[str, str], ...] = ()


@record
class Overlay:
    """A file or folder that goes into the image at `target` (an absolute path).

    source: its path in the repository, or where it is fetched from (https://…). text: the file's content, where no
    file has it. link: what a symbolic link at the target points to. mode: octal digits, "" for the source's own; owner:
    `UID:GID`, "" for root; the digest covers both.
    """

    source: str
    target: str
    digest: str
    text: str | None = None
    link: str = ""
    mode: str = ""
    owner: str = ""


@record
class Image:
    """Where a workload's image comes from: `reference` as written for a public image, or a `build`.

    name: the repository's name below the application's; workloads that share a build share the name.
    With overlays the image is built here on top of the reference or the build. `built` says whether it is pushed.
    """

    name: str
    reference: str | None = None
    build: Build | None = None
    overlays: tuple[Overlay, ...] = ()
    platform: str | None = None
    origin: Origin | None = None

    @property
    def built(self) -> bool:
        return self.build is not None or bool(self.overlays)


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
    """What the workload may use: cpu in vCPUs, memory in MiB; None where the user said nothing."""

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
"""Values, in lower case, by which an attribute that is switched on or filled asks for nothing."""
DEFAULT_CAPABILITIES = frozenset(
    {
        *("AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW"),
        *("SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"),
    }
)
"""What a container may do where nothing is said. https://docs.docker.com/engine/security/#linux-kernel-capabilities"""


@record
class Hardening:
    """What narrows the container: each as Compose says it."""

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
    """One service of the Compose project that runs in a container of its own.

    aliases: every name others may call it by (the service name first, then container name, links, network aliases).
    engine: the catalogue's engine where the container is a known one that stays a container ("mongodb"), else "".
    runtime: the language's, `node` or `python`, "" where nothing tells it.
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
    health_path: str = ""  # what the load balancer asks for; "" where nobody said
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
    attributes: tuple[tuple[str, Origin], ...] = ()
    attribute_values: tuple[tuple[str, str], ...] = ()  # those with a text that holds no secret; "" where it is empty


@record
class Datastore:
    """A database or cache that may become something better than a container.

    engine: postgres, mysql, mariadb, redis, valkey, memcached… version: as the image's tag says, "" unknown.
    database, user: the names as the containers' variables gave them, "" for the engine's default.
    rewritable: every user holds a connection URL for it, so TLS and a token can be told to all of them.
    extensions: of PostgreSQL, as init scripts and the image variant ask for. init: SQL or shell scripts, project paths.
    options: what the manifest said below `datastores:` for it, as its home's words. home: the word of what it becomes.
    """

    name: str
    engine: str
    version: str
    origin: Origin
    port: int
    database: str = ""
    user: str = ""
    rewritable: bool = False
    parameters: tuple[tuple[str, str], ...] = ()
    extensions: tuple[str, ...] = ()
    init: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    home: str = ""


@record
class Route:
    """A public way in. host: None without a domain. listener: the public port of a plain-HTTP listener then."""

    workload: str
    port: int
    host: str | None = None
    path: str = "/"
    listener: int | None = None
    origin: Origin | None = None


@record
class Schedule:
    """When a scheduled workload runs: an expression of EventBridge Scheduler, `cron(0 3 * * ? *)` or `rate(1 hour)`."""

    workload: str
    expression: str
    origin: Origin | None = None


@record
class Volume:
    """A named volume that must last. size in GiB, None where nobody said."""

    name: str
    origin: Origin
    size: int | None = None


@record
class Secret:
    """A secret of the user's: only its name and where its value can be read again, never the value.

    variable: what the secret is called by the workloads. source: where the value was found, None where it has none
    yet; locator: what a `SecretValues` port needs to read it again, see ports.py.
    """

    name: str
    source: Origin | None = None
    generated: bool = False


@record
class Link:
    """`source` talks to `sink` (a workload or a datastore) on `port`. guessed: it may, though nothing says so."""

    source: str
    sink: str
    port: int
    guessed: bool = False


@record
class Skipped:
    """A service that is not deployed, with the reason shown in the plan."""

    name: str
    reason: str
    origin: Origin


@record
class Decision:
    """Something that Shipway decided, in a sentence, with the manifest line that changes it ("" where none does)."""

    subject: str
    sentence: str
    origin: Origin | None = None
    override: str = ""


@record
class Application:
    """Everything above. Tuples are sorted by the order of the Compose file."""

    name: str
    workloads: tuple[Workload, ...]
    datastores: tuple[Datastore, ...] = ()
    routes: tuple[Route, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    volumes: tuple[Volume, ...] = ()
    secrets: tuple[Secret, ...] = ()
    links: tuple[Link, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def workload(self, name: str) -> Workload:
        return next(w for w in self.workloads if w.name == name)


@record
class Environment:
    """One home of the application. options: the manifest's words for the target (`zones`, `nat`, `domain`…)."""

    name: str = "dev"
    target: str = "fargate"
    region: str = "us-east-1"
    account: str | None = None
    domain: str | None = None
    production: bool = False
    options: Mapping[str, object] = field(default_factory=dict)
