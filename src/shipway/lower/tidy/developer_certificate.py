"""ASP.NET's development certificate: a server that is configured to use it does not start without its file.

https://learn.microsoft.com/aspnet/core/security/docker-compose-https
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from shipway.compose.types import Service, Variable
from shipway.diagnostics import Diagnostics

FOLDER = r"(?i)(^|/)(ASP\.NET/Https|\.aspnet/https)(/|$)"
OWN = r"(?i)(ASPNETCORE_)?Kestrel__(Certificates|Endpoints__Https)__|(ASPNETCORE_)?HTTPS_PORTS?$"
URLS = ("ASPNETCORE_URLS", "URLS")


def without_certificates(services: Iterable[Service], diagnostics: Diagnostics) -> tuple[Service, ...]:
    """The services that mount it without the variables that need it; each is reported."""
    return tuple(_without(service, diagnostics) if _mounts(service) else service for service in services)


def _mounts(service: Service) -> bool:
    return any(
        mount.type == "bind" and re.search(FOLDER, (mount.source or "").replace("\\", "/")) for mount in service.mounts
    )


def _without(service: Service, diagnostics: Diagnostics) -> Service:
    kept = [_plain(variable) for variable in service.environment if not re.match(OWN, variable.name)]
    changed = {v.name for v in service.environment} - {v.name for v in kept}
    changed |= {new.name for new in kept if new not in service.environment}
    if not changed:
        return service
    diagnostics.warning(
        "dotnet.developer-certificate",
        f'"{service.name}" serves plain HTTP when it is deployed; the settings of its certificate are left out: '
        + ", ".join(sorted(changed)),
        service.origin_of("environment"),
        detail="The certificate stays on the developer's machine; the public endpoint has its own, with a `domain:`.",
    )
    return dataclasses.replace(service, environment=tuple(kept))


def _plain(variable: Variable) -> Variable:
    """The addresses without those of HTTPS, where another one is left."""
    if variable.name not in URLS or not variable.value:
        return variable
    plain = [url for url in variable.value.split(";") if not url.strip().lower().startswith("https:")]
    return dataclasses.replace(variable, value=";".join(plain)) if any(plain) else variable
