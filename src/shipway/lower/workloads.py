"""A Compose service that stays a container becomes a Workload."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from shipway.compose.attributes.service import PASSED_ON
from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostics
from shipway.lower import arguments, classify, files, health, images, kinds, links, listening
from shipway.lower.binds import Mounted
from shipway.lower.datastores import Replaced
from shipway.lower.detect import SERVERS, Detected
from shipway.lower.external import Outside
from shipway.lower.mentions import Mentions
from shipway.lower.owners import tell_owners
from shipway.lower.rewire import Rewirer
from shipway.lower.secrets import Vault
from shipway.manifest.types import Manifest, ServiceChoice
from shipway.model.application import (
    DEFAULT_CAPABILITIES,
    NOTHING,
    Dependency,
    Hardening,
    Kind,
    Resources,
    Scaling,
    Workload,
)
from shipway.records import record

MEBIBYTE = 1024 * 1024
OPEN = (
    *("network_mode", "pid", "ipc", "privileged", "cap_add", "devices", "runtime", "platform", "tmpfs", "shm_size"),
    *("stop_signal", "userns_mode", "security_opt", "cgroup", "dns", "mac_address", "group_add", "domainname"),
    *(
        "oom_score_adj",
        "pids_limit",
        "volumes_from",
        "uts",
        "isolation",
        "tty",
        "stdin_open",
        "init",
        "read_only",
        "restart",
        "ulimits",
        "extra_hosts",
    ),
)
"""Attributes whose values never hold a secret, so that a message may show them."""


@record
class Surroundings:
    """What lowering one service needs to know of the others.

    public: workload → the ports that routes lead to. in_files: service → what its bound files say (`settings.spoken`).
    """

    project: Project
    manifest: Manifest
    detected: Mapping[str, Detected]
    replaced: Mapping[str, Replaced]
    directory: Mapping[str, str]
    vault: Vault
    public: Mapping[str, Collection[int]]
    mentions: Mentions
    in_files: Mapping[str, list[tuple[str, str]]]
    runtimes: Mapping[str, str]
    bereft: frozenset[tuple[str, str]]
    outside: Outside
    images: Mapping[str, str]


def workload(service: Service, mounted: Mounted, around: Surroundings, diagnostics: Diagnostics) -> Workload:
    detected, choice = around.detected[service.name], around.manifest.services.get(service.name)
    images.secret_arguments(service, around.vault, diagnostics)
    images.unreachable(service, around.replaced, around.directory, diagnostics)
    images.nowhere(service, around.project, diagnostics)
    images.secrets_inside(service, detected.stage, around.project, diagnostics)
    said = around.in_files.get(service.name, ())
    rewirer = Rewirer(service, around.replaced, around.directory, around.vault, said)
    for variable in service.environment:
        if variable.value and classify.identity(variable.name):
            around.vault.identity(variable.value)
    given = [v for v in service.environment if (service.name, v.name) not in around.bereft]
    values = [(v.name, around.outside.value(service, v.name, around.vault) or rewirer.variable(v)) for v in given]
    environment = [(name, value) for name, value in values if value is not None]
    where = service.origin_of("command")
    command = arguments.arguments(service.command, rewirer, around.vault, where, "COMMAND", diagnostics)
    entry = arguments.arguments(
        service.entrypoint, rewirer, around.vault, service.origin_of("entrypoint"), "ENTRYPOINT", diagnostics
    )
    environment += command.variables + entry.variables
    delivered = files.files(service, rewirer, mounted.overlays, around.project, around.vault)
    tell_owners(service, diagnostics)
    for path in delivered.rewired:
        diagnostics.note(
            "file.rewired",
            f'{path}, mounted into "{service.name}", is written with the addresses of AWS when the task starts',
            service.origin_of("volumes"),
        )
    check, asked = health.rewired(health.health(service, detected, around.vault, diagnostics), rewirer)
    environment += asked
    what = kinds.kind(service, choice, detected, around.public, around.project)
    if what is Kind.JOB and not choice and kinds.named_for_its_end(service):
        diagnostics.note(
            "job.by-name",
            f'"{service.name}" is taken for a job that ends, by its name or command',
            service.origin,
            fix=f"If it keeps running: services: {{{service.name}: {{run: always}}}}.",
        )
    return Workload(
        name=service.name,
        kind=what,
        image=images.image(service, tuple(delivered.overlays), around.project, around.images, around.vault),
        origin=service.origin,
        command=command.words,
        entrypoint=entry.words,
        environment=tuple((name, around.vault.conceal(value)) for name, value in environment),
        secret_files=tuple(delivered.secrets),
        ports=listening.ports(service, detected, around.project, around.mentions, around.public.get(service.name, ())),
        aliases=links.answered(service, around.project, around.mentions),
        health=check,
        health_path=health.path(service, check, around.manifest),
        resources=_resources(service),
        scaling=_scaling(service, detected, choice, diagnostics),
        mounts=tuple(mounted.mounts),
        depends_on=tuple(
            Dependency(d.service, d.condition.removeprefix("service_").removesuffix("_successfully"), d.required)
            for d in service.depends_on
        ),
        hardening=_hardening(service, mounted),
        stop_timeout=service.stop_grace_period if service.stop_grace_period is not None else 10,
        stop_signal=service.stop_signal,
        architecture="arm64" if "arm64" in service.platform else "x86_64",
        engine=detected.engine.name if detected.engine else "",
        runtime=around.runtimes[service.name],
        labels=service.labels,
        attributes=tuple((name, origin) for name, (origin, _) in service.attributes.items()),
        attribute_values=tuple(
            (name, plain)
            for name, (_, value) in service.attributes.items()
            if (plain := _plain_text(value)) is not None
            and (name in OPEN or (name in PASSED_ON and plain.lower() in NOTHING))
        ),
    )


def _plain_text(value: object) -> str | None:
    """A value as text, "" where it is empty; None for a mapping, or a list of mappings, which has no text."""
    if isinstance(value, list | tuple):
        said = " ".join(str(item) for item in value if not isinstance(item, dict | list))
        return said or (None if any(isinstance(item, dict | list) for item in value) else "")
    if isinstance(value, dict):
        return None if value else ""
    return str(value) if isinstance(value, str | int | float | bool) else ""


def _resources(service: Service) -> Resources:
    deploy = service.deploy
    cpu = deploy.limit_cpus or service.cpus or deploy.reserve_cpus
    asked = deploy.limit_memory, _mebibytes(service.mem_limit), deploy.reserve_memory
    memory = next((one for one in asked if one), None) or _mebibytes(service.mem_reservation)
    return Resources(cpu, memory, deploy.origin or service.origin)


def _mebibytes(size: int | None) -> int | None:
    return size // MEBIBYTE if size else None


def _scaling(service: Service, detected: Detected, choice: ServiceChoice | None, diagnostics: Diagnostics) -> Scaling:
    wanted = service.deploy.replicas if service.deploy.replicas is not None else service.scale
    scale = dict(choice.scale) if choice else {}
    low = _count(scale.get("min"), wanted if wanted is not None else 1)
    high = _count(scale.get("max"), low)
    engine = detected.engine is not None and detected.engine.role in SERVERS
    single = engine or kinds.scheduler(service)
    if single and max(low, high) > 1:
        why = "two copies would write the same files" if engine else "every scheduled task would run twice"
        diagnostics.warning(
            "scale.singleton",
            f'"{service.name}" is kept at one copy: {why}',
            choice.origin if choice else service.origin,
            fix="Remove its replicas or scale.",
        )
        low = high = 1
    return Scaling(
        low,
        max(low, high),
        _limit(scale.get("cpu")),
        _limit(scale.get("memory")),
        single,
        choice.origin if choice else service.origin,
    )


def _count(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else default


def _limit(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _hardening(service: Service, mounted: Mounted) -> Hardening:
    return Hardening(
        read_only=service.read_only,
        user=service.user,
        cap_drop=_dropped(service),
        tmpfs=tuple(mounted.tmpfs),
        no_new_privileges=any(
            option.replace("=", ":").startswith("no-new-privileges") and "false" not in option
            for option in service.security_opt
        ),
        init=service.init,
        working_dir=service.working_dir,
        ulimits=service.ulimits,
        shm_size=service.shm_size // MEBIBYTE if service.shm_size else None,
    )


def _dropped(service: Service) -> tuple[str, ...]:
    """`cap_drop: [ALL]` with some added again drops the others of those that a container has by default."""
    added = {name.upper().removeprefix("CAP_") for name in service.cap_add}
    if "ALL" in service.cap_drop and added:
        return tuple(sorted(DEFAULT_CAPABILITIES - added))
    return service.cap_drop
