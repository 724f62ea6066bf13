"""What Compose can ask for and Fargate cannot give: attribute → how bad, why, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from shipway.diagnostics import Diagnostics, Origin
from shipway.model.application import Workload
from shipway.records import record

ADDABLE = ("SYS_PTRACE", "CAP_SYS_PTRACE")


@record
class Obstacle:
    """applies: given the attribute's value as text. refused: an error, else a note that it is not carried over."""

    attribute: str
    applies: Callable[[str], bool]
    refused: bool
    why: str
    fix: str


def _always(value: str) -> bool:
    return value not in ("", "False", "0", "[]")


OBSTACLES = (
    Obstacle(
        "network_mode",
        lambda v: v == "host",
        True,
        "asks for the host's network, and Fargate has no host",
        "Publish its ports instead, or leave it out: `skip`.",
    ),
    Obstacle(
        "network_mode",
        lambda v: v not in ("host", "bridge", "", "default"),
        False,
        "has a network mode of its own",
        "Containers reach each other by their Compose names.",
    ),
    Obstacle("pid", lambda v: v == "host", True, "asks for the host's processes", "Leave it out: `skip`."),
    Obstacle("ipc", lambda v: v == "host", True, "asks for the host's IPC namespace", "Leave it out: `skip`."),
    Obstacle(
        "privileged",
        lambda v: v == "True",
        True,
        "asks for a privileged container, which Fargate does not run",
        "Run it without, or on a machine of your own.",
    ),
    Obstacle(
        "cap_add",
        lambda v: any(c not in ADDABLE for c in v.split()),
        True,
        "adds kernel capabilities; Fargate allows SYS_PTRACE alone",
        "Remove cap_add, or leave it out: `skip`.",
    ),
    Obstacle("devices", _always, True, "asks for devices of the host", "Leave it out: `skip`."),
    Obstacle("gpus", _always, True, "asks for a GPU, which Fargate does not have", "Run it on a machine of your own."),
    Obstacle(
        "runtime", _always, True, "asks for a runtime of its own", "Fargate runs Linux containers with its own runtime."
    ),
    Obstacle(
        "platform", lambda v: v.startswith("wasi"), True, "is a WebAssembly module", "Build it as a Linux container."
    ),
    Obstacle(
        "sysctls", _always, False, "sets kernel parameters; they are left out", "Check that it runs with the defaults."
    ),
    Obstacle("dns", _always, False, "has DNS servers of its own; the VPC's are used", ""),
    Obstacle("mac_address", _always, False, "has a MAC address; it is left out", ""),
    Obstacle("tmpfs", _always, False, "has a tmpfs; the task's own disk is used", ""),
    Obstacle("shm_size", _always, False, "sets /dev/shm; Fargate's is 64 MB", ""),
    Obstacle(
        "stop_signal",
        lambda v: v not in ("", "SIGTERM"),
        False,
        "stops by another signal; ECS takes it from the image alone",
        "Write STOPSIGNAL into the Dockerfile.",
    ),
    Obstacle("userns_mode", _always, False, "sets a user namespace; it is left out", ""),
    Obstacle("security_opt", _always, False, "has security options; Fargate sets its own", ""),
    Obstacle("cgroup", _always, False, "sets its cgroup; it is left out", ""),
    Obstacle("oom_score_adj", _always, False, "sets an OOM score; it is left out", ""),
    Obstacle("pids_limit", _always, False, "limits processes; it is left out", ""),
    Obstacle("logging", _always, False, "has a logging driver; logs go to CloudWatch", ""),
    Obstacle(
        "extra_hosts", _always, False, "adds names to /etc/hosts; Fargate cannot", "Use the address or a DNS name."
    ),
    Obstacle("group_add", _always, False, "adds groups; they are left out", "Add them in the Dockerfile."),
    Obstacle("domainname", _always, False, "has a domain name; it is left out", ""),
    Obstacle(
        "volumes_from", _always, False, "takes volumes from another service; it is left out", "Name the volume in both."
    ),
    Obstacle("post_start", _always, False, "has a hook after start; it is left out", "Run it in the entrypoint."),
    Obstacle("pre_stop", _always, False, "has a hook before stop; it is left out", "Handle SIGTERM in the program."),
)


def obstacles(workload: Workload, diagnostics: Diagnostics) -> None:
    """Collect an error for what cannot run, a note for what is not carried over, each with its line."""
    values = dict(workload.attribute_values)
    for name, origin in workload.attributes:
        for obstacle in OBSTACLES:
            if obstacle.attribute == name and obstacle.applies(values.get(name, "") or _set(name)):
                _tell(workload, obstacle, origin, diagnostics)


def _set(name: str) -> str:
    """A mapping or list of mappings has no text; that it is there is what counts."""
    return "set" if name in ("sysctls", "logging", "devices", "gpus", "post_start", "pre_stop") else ""


def _tell(workload: Workload, obstacle: Obstacle, origin: Origin, diagnostics: Diagnostics) -> None:
    summary = f'"{workload.name}" {obstacle.why}'
    detail = f"Compose attribute: {obstacle.attribute}."
    if obstacle.refused:
        diagnostics.error(f"fargate.{obstacle.attribute}", summary, origin, detail=detail, fix=obstacle.fix)
    else:
        diagnostics.note(f"fargate.{obstacle.attribute}", summary, origin, detail=detail, fix=obstacle.fix)
