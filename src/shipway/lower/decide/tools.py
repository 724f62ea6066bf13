"""Services that are for developers and not for production, each with its reason."""

from __future__ import annotations

from shipway.compose.types import Service
from shipway.engines.catalogue import watches_machine
from shipway.lower.identify.detect import Detected
from shipway.manifest.types import ServiceChoice

MACHINE = "it watches the machine that it runs on; deployed, it would see none, and logs and metrics are kept anyway"


def tool(service: Service, detected: Detected, choice: ServiceChoice | None) -> str:
    """Why a service is left out as a tool; "" where it is no tool, or the manifest keeps it."""
    if choice is not None and (choice.run or choice.opened):
        return ""
    unfit = detected.engine.unfit if detected.engine else ""
    if not unfit and _sees_the_machine(service) and watches_machine(detected.image):
        return MACHINE
    return unfit


def _sees_the_machine(service: Service) -> bool:
    mounted = any(mount.type == "bind" and (mount.source or "").startswith("/") for mount in service.mounts)
    return mounted or service.privileged or "host" in (service.pid, service.network_mode)
