"""How much a workload may use, how many copies run, and what restricts it, as Compose and the manifest say."""

from __future__ import annotations

from collections.abc import Collection

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics
from shipway.engines.catalogue import SERVERS
from shipway.lower.decide.kinds import scheduler
from shipway.lower.identify.detect import Detected
from shipway.manifest.types import ServiceChoice
from shipway.model.workload import DEFAULT_CAPABILITIES, Hardening, Resources, Scaling

MEBIBYTE = 1024 * 1024


def resources(service: Service) -> Resources:
    deploy = service.deploy
    cpu = deploy.limit_cpus or service.cpus or deploy.reserve_cpus
    asked = deploy.limit_memory, _mebibytes(service.mem_limit), deploy.reserve_memory
    memory = next((one for one in asked if one), None) or _mebibytes(service.mem_reservation)
    return Resources(cpu, memory, deploy.origin or service.origin)


def _mebibytes(size: int | None) -> int | None:
    return size // MEBIBYTE if size else None


def scaling(service: Service, detected: Detected, choice: ServiceChoice | None, diagnostics: Diagnostics) -> Scaling:
    wanted = service.deploy.replicas if service.deploy.replicas is not None else service.scale
    scale = dict(choice.scale) if choice else {}
    low = _count(scale.get("min"), wanted if wanted is not None else 1)
    high = _count(scale.get("max"), low)
    engine = detected.engine is not None and detected.engine.role in SERVERS
    single = engine or scheduler(service)
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


def hardening(service: Service, temporary: Collection[str]) -> Hardening:
    """temporary: folders in memory."""
    return Hardening(
        read_only=service.read_only,
        user=service.user,
        cap_drop=_dropped(service),
        tmpfs=tuple(temporary),
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
    """`cap_drop: [ALL]` with some added back drops the rest of what a container has by default."""
    added = {name.upper().removeprefix("CAP_") for name in service.cap_add}
    if "ALL" in service.cap_drop and added:
        return tuple(sorted(DEFAULT_CAPABILITIES - added))
    return service.cap_drop
