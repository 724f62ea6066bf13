"""Health checks: Compose's, else the Dockerfile's, which ECS would ignore; and the path a load balancer asks."""

from __future__ import annotations

import dataclasses
import re

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics
from shipway.lower.identify.detect import Detected
from shipway.lower.values.arguments import shell_words
from shipway.lower.values.rewire import Rewirer
from shipway.lower.values.secrets import Vault
from shipway.manifest.types import Manifest
from shipway.model.application import HealthCheck
from shipway.model.value import SecretRef, Value, text

URL_PATH = re.compile(r"(?:https?://)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?(/[^\s\"'|;&)]*)?")


def health(service: Service, detected: Detected, vault: Vault, diagnostics: Diagnostics) -> HealthCheck | None:
    """None where there is none, or where it carries a password that cannot be hidden."""
    spec = service.healthcheck
    if spec is None:
        return detected.stage.health if detected.stage is not None else None
    if spec.disable:
        return None
    known = detected.stage.health if detected.stage is not None else None
    command = spec.test or (known.command if known else ())
    if not command:
        return None
    base = known or HealthCheck(command)
    check = HealthCheck(
        _hidden(command, service, vault, diagnostics),
        spec.interval if spec.interval is not None else base.interval,
        spec.timeout if spec.timeout is not None else base.timeout,
        spec.retries if spec.retries is not None else base.retries,
        spec.start_period if spec.start_period is not None else base.start_period,
        spec.origin,
    )
    return check if check.command else None


def rewired(check: HealthCheck | None, rewirer: Rewirer) -> tuple[HealthCheck | None, list[tuple[str, Value]]]:
    """The check with what names a replaced datastore read from variables of its own, and these variables."""
    if check is None:
        return None, []
    parts = [rewirer.text("", word) for word in check.command[1:]]
    written = check.command[0] == "CMD-SHELL"
    words, variables = shell_words(parts, "SHIPWAY_HEALTH", check.origin, written=written)
    if not variables:
        return check, []
    return dataclasses.replace(check, command=("CMD-SHELL", " ".join(words))), variables


def _hidden(command: tuple[str, ...], service: Service, vault: Vault, diagnostics: Diagnostics) -> tuple[str, ...]:
    """The command with secrets read from the container's variables; () where that cannot be."""
    own = {v.name for v in service.environment}
    found: list[str] = []
    replaced = False
    for word in command:
        line = ""
        for part in vault.conceal(text(word)).parts:
            if isinstance(part, str):
                line += part
            elif isinstance(part, SecretRef) and command[0] == "CMD-SHELL":
                variable = _variable_of(part.name, service, own)
                if variable is None:
                    return _dropped(service, diagnostics)
                line += f"${{{variable}}}"
                replaced = True
            else:
                return _dropped(service, diagnostics)
        found.append(line)
    if replaced:
        assert service.healthcheck is not None
        diagnostics.note(
            "health.secret",
            f'the health check of "{service.name}" reads its password from the environment',
            service.healthcheck.origin,
            detail="It was written out in the Compose file.",
        )
    return tuple(found)


def _variable_of(secret: str, service: Service, own: set[str]) -> str | None:
    """The container's variable that holds the secret: of the same name, perhaps without the service's."""
    if secret in own:
        return secret
    prefix = re.sub(r"[^A-Za-z0-9]+", "_", service.name).upper() + "_"
    return secret.removeprefix(prefix) if secret.removeprefix(prefix) in own else None


def _dropped(service: Service, diagnostics: Diagnostics) -> tuple[str, ...]:
    assert service.healthcheck is not None
    diagnostics.warning(
        "health.dropped",
        f'the health check of "{service.name}" is left out: it holds a password',
        service.healthcheck.origin,
        detail="A task definition shows its health check in the open.",
        fix="Read the password from a variable: $$NAME in a CMD-SHELL test.",
    )
    return ()


def path(service: Service, check: HealthCheck | None, manifest: Manifest) -> str:
    """What the load balancer asks for: the manifest's word, else the URL in the health check, "" for neither."""
    choice = manifest.services.get(service.name)
    if choice is not None and choice.health:
        return choice.health
    if check is not None:
        match = URL_PATH.search(" ".join(check.command))
        if match and match[1]:
            return match[1]
    return ""
