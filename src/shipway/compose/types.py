"""Project: the resolved Compose project, typed, every element with its Origin. The last phase (project.py) makes it.

Only what has been through interpolation, merge, extends, include and profiles is here; short forms are long forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from shipway.diagnostics import Origin
from shipway.records import record


@record
class Variable:
    """An environment variable. value None: taken from the shell, and not set there (or set nowhere).

    sources: where interpolated parts came from, as (variable name, origin of its definition or None for the shell).
    raw: as written before interpolation. declared_in_env_file: origin then names the env file's line.
    """

    name: str
    value: str | None
    origin: Origin
    raw: str = ""
    sources: tuple[tuple[str, Origin | None], ...] = ()
    from_env_file: bool = False


@record
class BuildSpec:
    """context: project-relative path, or a URL. dockerfile: relative to the context. args: (name, value or None)."""

    context: str
    origin: Origin
    dockerfile: str = "Dockerfile"
    dockerfile_inline: str | None = None
    target: str | None = None
    args: tuple[Variable, ...] = ()
    secrets: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()


@record
class PortSpec:
    """target: container port. published: host port or range as text, None for a random one. host_ip: "" for any."""

    target: int
    origin: Origin
    published: str | None = None
    protocol: str = "tcp"
    host_ip: str = ""
    mode: str = "ingress"
    app_protocol: str = ""


@record
class MountSpec:
    """type: volume, bind, tmpfs, npipe, cluster, image. source: volume name; a bind's project-relative path when inside
    the project, else as written; None for an anonymous volume."""

    type: str
    target: str
    origin: Origin
    source: str | None = None
    read_only: bool = False
    subpath: str = ""
    tmpfs_size: int | None = None
    nocopy: bool = False


@record
class HealthSpec:
    """test: as Compose's list form ("CMD", …) or ("CMD-SHELL", line); () where only times are given. Seconds."""

    origin: Origin
    test: tuple[str, ...] = ()
    interval: float | None = None
    timeout: float | None = None
    retries: int | None = None
    start_period: float | None = None
    disable: bool = False


@record
class DependsOn:
    """condition: service_started, service_healthy, service_completed_successfully."""

    service: str
    origin: Origin
    condition: str = "service_started"
    required: bool = True


@record
class FileUse:
    """A service's `secrets:` or `configs:` entry. target: name or path in the container; "" for the default."""

    source: str
    origin: Origin
    target: str = ""
    mode: str = ""
    uid: str = ""
    gid: str = ""


@record
class FileSpec:
    """A top-level secret or config: exactly one of file (project-relative path), environment, content or external."""

    name: str
    origin: Origin
    file: str | None = None
    environment: str | None = None
    content: str | None = None
    external: bool = False


@record
class VolumeSpec:
    """A top-level volume."""

    name: str
    origin: Origin
    external: bool = False
    driver: str = ""
    driver_opts: tuple[tuple[str, str], ...] = ()
    real_name: str = ""


@record
class NetworkSpec:
    name: str
    origin: Origin
    internal: bool = False
    external: bool = False
    driver: str = ""


@record
class NetworkUse:
    """address: the fixed one, "" for none."""

    name: str
    origin: Origin
    aliases: tuple[str, ...] = ()
    address: str = ""


@record
class DeploySpec:
    """`deploy:`. cpus in vCPUs, memory in MiB; limits and reservations apart."""

    replicas: int | None = None
    mode: str = "replicated"
    limit_cpus: float | None = None
    limit_memory: int | None = None
    reserve_cpus: float | None = None
    reserve_memory: int | None = None
    devices: bool = False
    labels: tuple[tuple[str, str], ...] = ()
    origin: Origin | None = None


@record
class Service:
    """One service. attributes: every attribute that the file sets, in order, with its origin and resolved plain value,
    so that a target can name what it does not carry over, also those that have no field here.
    """

    name: str
    origin: Origin
    image: str | None = None
    build: BuildSpec | None = None
    command: tuple[str, ...] | None = None  # None: the image's; a string form is split as a shell splits
    entrypoint: tuple[str, ...] | None = None
    environment: tuple[Variable, ...] = ()
    ports: tuple[PortSpec, ...] = ()
    expose: tuple[tuple[int, str], ...] = ()
    mounts: tuple[MountSpec, ...] = ()
    healthcheck: HealthSpec | None = None
    depends_on: tuple[DependsOn, ...] = ()
    networks: tuple[NetworkUse, ...] = ()
    secrets: tuple[FileUse, ...] = ()
    configs: tuple[FileUse, ...] = ()
    deploy: DeploySpec = DeploySpec()
    scale: int | None = None
    container_name: str | None = None
    hostname: str | None = None
    links: tuple[tuple[str, str], ...] = ()  # (service, alias)
    labels: tuple[tuple[str, str], ...] = ()
    extra_hosts: tuple[tuple[str, str], ...] = ()
    restart: str = ""
    user: str | None = None
    working_dir: str | None = None
    read_only: bool = False
    init: bool = False
    cap_add: tuple[str, ...] = ()
    cap_drop: tuple[str, ...] = ()
    privileged: bool = False
    security_opt: tuple[str, ...] = ()
    tmpfs: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    network_mode: str = ""
    pid: str = ""
    ipc: str = ""
    runtime: str = ""
    platform: str = ""
    stop_grace_period: float | None = None
    stop_signal: str | None = None
    ulimits: tuple[tuple[str, int, int], ...] = ()
    shm_size: int | None = None  # bytes
    mem_limit: int | None = None  # bytes
    mem_reservation: int | None = None
    cpus: float | None = None
    pull_policy: str = ""
    profiles: tuple[str, ...] = ()
    attributes: Mapping[str, tuple[Origin, object]] = field(default_factory=dict)

    def origin_of(self, attribute: str) -> Origin:
        """The line of an attribute, or the service's own."""
        found = self.attributes.get(attribute)
        return found[0] if found else self.origin


@record
class File:
    """A file that the project names, read by `load`: text None when it is binary, over 256 KB, or a folder.

    digest: of the bytes (for a folder: of names and bytes). missing: named but not there.
    """

    path: str
    digest: str = ""
    text: str | None = None
    folder: bool = False
    missing: bool = False
    names: tuple[str, ...] = ()  # of a folder: the files below it, relative


@record
class Project:
    """directory is for people only. files: by project-relative path. variables: the interpolation environment that came
    from `.env` files, name → (value, origin). skipped: services switched off by profiles, (name, profiles, origin)."""

    name: str
    directory: str
    compose_files: tuple[str, ...]
    services: tuple[Service, ...]
    named: bool = False  # the name was written or given, not taken from the folder
    name_origin: Origin | None = None  # its line in the Compose file, else the first line
    volumes: tuple[VolumeSpec, ...] = ()
    networks: tuple[NetworkSpec, ...] = ()
    secrets: tuple[FileSpec, ...] = ()
    configs: tuple[FileSpec, ...] = ()
    files: Mapping[str, File] = field(default_factory=dict)
    variables: Mapping[str, tuple[str, Origin]] = field(default_factory=dict)
    inactive: tuple[tuple[str, tuple[str, ...], Origin], ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)  # the shell's, as given to load
    interpolated: frozenset[str] = frozenset()  # the variables that the Compose files name
    plain: Mapping[str, object] = field(default_factory=dict)  # the whole project as `docker compose config` prints it

    def service(self, name: str) -> Service:
        return next(s for s in self.services if s.name == name)
