"""Health checks: Compose's, else the Dockerfile's, with what names a moved datastore or holds a secret as variables."""

from __future__ import annotations

import re
from dataclasses import replace

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostic, Origin, note, warning
from shipway.lower.identify.detect import Detected
from shipway.lower.values import classify
from shipway.lower.values.arguments import shell_words
from shipway.lower.values.rewire import Rewiring
from shipway.lower.values.secrets import Secrets
from shipway.model.value import SecretRef, Value
from shipway.model.workload import HealthCheck
from shipway.records import record


@record
class Check:
    """check: None where there is none, or where it holds a password that cannot be hidden. variables: what it reads."""

    check: HealthCheck | None = None
    variables: tuple[tuple[str, Value], ...] = ()
    told: tuple[Diagnostic, ...] = ()


def health(service: Service, detected: Detected, rewiring: Rewiring, secrets: Secrets) -> Check:
    written = _written(service, detected)
    if written is None:
        return Check()
    command, told = _hidden(written, service, rewiring, secrets)
    hidden = _rewired(replace(written, command=command) if command else None, rewiring)
    return replace(hidden, told=told)


def _written(service: Service, detected: Detected) -> HealthCheck | None:
    """Compose's check, what it does not say from the image's."""
    spec, known = service.healthcheck, detected.stage.health if detected.stage is not None else None
    if spec is None:
        return known
    command = spec.test or (known.command if known else ())
    if spec.disable or not command:
        return None
    base = known or HealthCheck(command)
    return HealthCheck(
        command,
        spec.interval if spec.interval is not None else base.interval,
        spec.timeout if spec.timeout is not None else base.timeout,
        spec.retries if spec.retries is not None else base.retries,
        spec.start_period if spec.start_period is not None else base.start_period,
        spec.origin,
    )


def _rewired(check: HealthCheck | None, rewiring: Rewiring) -> Check:
    """What names a replaced datastore is read from variables of its own."""
    if check is None:
        return Check()
    parts = [rewiring.text("", word) for word in check.command[1:]]
    written = check.command[0] == "CMD-SHELL"
    words, variables = shell_words(parts, "SHIPWAY_HEALTH", check.origin, written=written)
    if not variables:
        return Check(check)
    return Check(replace(check, command=("CMD-SHELL", " ".join(words))), variables)


def _hidden(
    check: HealthCheck, service: Service, rewiring: Rewiring, secrets: Secrets
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The command with secrets read from the container's variables; () where that cannot be."""
    command, origin = check.command, check.origin or service.origin
    own = {v.name for v in service.environment}
    found: list[str] = []
    replaced = False
    for word in command:
        line = ""
        for part in secrets.value((word,), None).parts:
            variable = _variable_of(part, service, own) if command[0] == "CMD-SHELL" else None
            if not isinstance(part, str) and variable is None:
                return (), (_dropped(service, origin),)
            line += part if isinstance(part, str) else f"${{{variable}}}"
            replaced |= not isinstance(part, str)
        if any(classify.passwords(part) for part in rewiring.text("", line) if isinstance(part, str)):
            return (), (_dropped(service, origin),)
        found.append(line)
    told = note(
        "health.secret",
        f'the health check of "{service.name}" reads its password from the environment',
        origin,
        detail=f"It was written out in the {'Compose file' if service.healthcheck else 'Dockerfile'}.",
    )
    return tuple(found), (told,) if replaced else ()


def _variable_of(part: object, service: Service, own: set[str]) -> str | None:
    """The container's variable that holds the secret: of the same name, perhaps without the service's."""
    if not isinstance(part, SecretRef):
        return None
    if part.name in own:
        return part.name
    bare = part.name.removeprefix(re.sub(r"[^A-Za-z0-9]+", "_", service.name).upper() + "_")
    return bare if bare in own else None


def _dropped(service: Service, origin: Origin) -> Diagnostic:
    return warning(
        "health.dropped",
        f'the health check of "{service.name}" is left out: it holds a password',
        origin,
        detail="Anyone who may view the deployment can read a health check.",
        fix="Read the password from a variable: $$NAME in a CMD-SHELL test.",
    )
