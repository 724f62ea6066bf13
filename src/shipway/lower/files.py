"""Compose's `secrets:` and `configs:` of a service: files in its container."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from shipway.compose.types import FileSpec, FileUse, Project, Service
from shipway.lower import classify
from shipway.lower.datastores import Replaced
from shipway.lower.rewire import Rewirer
from shipway.lower.secrets import Vault
from shipway.model.application import Overlay, SecretFile
from shipway.model.value import Attribute, Key, Value

FOLDER = "/run/secrets"
"""Where the volume with the secret files is mounted; a file elsewhere is a link into it, since a volume mounted there
would hide the folder's other files."""


@dataclass(slots=True)
class Delivered:
    """secrets: written when the task starts. overlays: what goes into the image, text without a secret and links."""

    secrets: list[SecretFile] = field(default_factory=list)
    overlays: list[Overlay] = field(default_factory=list)


def files(
    service: Service, rewirer: Rewirer, replaced: Mapping[str, Replaced], project: Project, vault: Vault
) -> Delivered:
    found = Delivered()
    for use in service.secrets:
        spec = next(s for s in project.secrets if s.name == use.source)
        target = use.target or use.source
        path = target if target.startswith("/") else f"{FOLDER}/{target}"
        owner = next((r for r in replaced.values() if r.credentials.password_secret == use.source), None)
        if owner is not None:
            value = Value((Attribute(owner.datastore.name, Key.PASSWORD),), use.origin)
        else:
            value = Value((vault.keep(secret_name(use.source), content(spec, project), spec.origin),), use.origin)
        _secret(value, path, use, found)
    for use in service.configs:
        spec = next(c for c in project.configs if c.name == use.source)
        target = use.target or f"/{use.source}"
        text = content(spec, project)
        parts = rewirer.text("", text)
        value = vault.conceal(Value(tuple(p for p in parts if p != ""), use.origin))
        if value.literal is not None and (classify.passwords(text) or classify.secret_value(use.source, text)):
            value = Value((vault.keep(secret_name(use.source), text, spec.origin),), use.origin)
        if value.literal is None:
            _secret(value, target, use, found)
        else:
            found.overlays.append(_open(spec, target, text, project))
    return found


def _open(spec: FileSpec, target: str, text: str, project: Project) -> Overlay:
    """A configuration without a secret is part of the image, beside the other files of its folder."""
    if spec.file is None:
        return Overlay("", target, hashlib.sha256(text.encode()).hexdigest(), text)
    path = posixpath.normpath(spec.file)
    return Overlay(path, target, project.files[path].digest if path in project.files else "")


def _secret(value: Value, path: str, use: FileUse, found: Delivered) -> None:
    if posixpath.dirname(path) != FOLDER:
        place = f"{FOLDER}/shipway-{len(found.secrets) + 1}-{posixpath.basename(path)}"
        found.overlays.append(Overlay("", path, place, link=place))
        path = place
    found.secrets.append(SecretFile(value, path, use.mode or "0444", use.origin))


def secret_name(name: str) -> str:
    """`db-password` as the name of a secret: DB_PASSWORD."""
    return "".join(c if c.isalnum() else "_" for c in name).upper()


def content(spec: FileSpec, project: Project) -> str:
    """The text of a top-level secret or config; "" for what is outside the project."""
    if spec.content is not None:
        return spec.content
    if spec.environment is not None:
        known = project.variables.get(spec.environment)
        return project.environment.get(spec.environment, known[0] if known else "")
    file = project.files.get((spec.file or "").removeprefix("./"))
    return (file.text or "").rstrip("\n") if file is not None else ""
