"""Compose's `secrets:` and `configs:` of a service: files in its container."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from shipway.compose.types import FileSpec, Project, Service
from shipway.diagnostics import Origin
from shipway.lower import classify, settings
from shipway.lower.owners import owner
from shipway.lower.rewire import Rewirer
from shipway.lower.secrets import Vault
from shipway.model.application import Overlay, SecretFile
from shipway.model.value import Attribute, Key, Value

MODE = "0444"
FOLDER = "/run/secrets"
"""Where the volume with the secret files is mounted; a file elsewhere is a link into it, since a volume mounted there
would hide the folder's other files."""


@dataclass(slots=True)
class Delivered:
    """secrets: written when the task starts. overlays: what goes into the image, text without a secret and links.

    rewired: the project's files among `secrets`.
    """

    secrets: list[SecretFile] = field(default_factory=list)
    overlays: list[Overlay] = field(default_factory=list)
    rewired: list[str] = field(default_factory=list)


def files(service: Service, rewirer: Rewirer, mounted: Iterable[Overlay], project: Project, vault: Vault) -> Delivered:
    """mounted: what its bind mounts bring into the image, which comes out again, less what is written at the start."""
    found = Delivered()
    for use in service.secrets:
        spec = next(s for s in project.secrets if s.name == use.source)
        target = use.target or use.source
        path = target if target.startswith("/") else f"{FOLDER}/{target}"
        store = next((r for r in rewirer.replaced.values() if r.credentials.password_secret == use.source), None)
        if store is not None:
            value = Value((Attribute(store.datastore.name, Key.PASSWORD),), use.origin)
        else:
            value = Value((vault.keep(secret_name(use.source), content(spec, project), spec.origin),), use.origin)
        _secret(SecretFile(value, path, use.mode or MODE, use.origin, owner(use, service.user)), found)
    for use in service.configs:
        spec = next(c for c in project.configs if c.name == use.source)
        target = use.target or f"/{use.source}"
        text = content(spec, project)
        parts = rewirer.text("", text)
        value = vault.conceal(Value(tuple(p for p in parts if p != ""), use.origin))
        if value.literal is not None and (classify.passwords(text) or classify.secret_value(use.source, text)):
            value = Value((vault.keep(secret_name(use.source), text, spec.origin),), use.origin)
        if value.literal is None:
            _secret(SecretFile(value, target, use.mode or MODE, use.origin, owner(use, service.user)), found)
        else:
            found.overlays.append(_owned(_open(spec, target, text, project), use.mode, owner(use, service.user)))
    _mounted(list(mounted), service.origin_of("volumes"), rewirer, project, vault, found)
    return found


def _mounted(
    overlays: list[Overlay], origin: Origin, rewirer: Rewirer, project: Project, vault: Vault, found: Delivered
) -> None:
    """What bind mounts bring; a configuration file that names a replaced datastore is a link to the one written."""
    written: set[str] = set()
    links = len(found.overlays)
    for file in settings.bound(overlays, project) if rewirer.replaced else ():
        value = settings.rewired(file, rewirer)
        if value is not None:
            written.add(file.target)
            found.rewired.append(file.path)
            _secret(SecretFile(vault.conceal(value), file.target, MODE, origin), found)
    found.overlays[links:links] = [overlay for overlay in overlays if overlay.target not in written]


def _open(spec: FileSpec, target: str, text: str, project: Project) -> Overlay:
    """A configuration without a secret is part of the image, beside the other files of its folder."""
    if spec.file is None:
        return Overlay("", target, hashlib.sha256(text.encode()).hexdigest(), text)
    path = posixpath.normpath(spec.file)
    return Overlay(path, target, project.files[path].digest if path in project.files else "")


def _owned(overlay: Overlay, mode: str, whose: str) -> Overlay:
    """With a mode or an owner it is another file, so its digest differs too."""
    mode = mode if mode and set(mode) <= set("01234567") else ""
    if not mode and not whose:
        return overlay
    digest = hashlib.sha256(f"{overlay.digest} {mode} {whose}".encode()).hexdigest()
    return replace(overlay, digest=digest, mode=mode, owner=whose)


def _secret(file: SecretFile, found: Delivered) -> None:
    if posixpath.dirname(file.path) != FOLDER:
        place = f"{FOLDER}/shipway-{len(found.secrets) + 1}-{posixpath.basename(file.path)}"
        found.overlays.append(Overlay("", file.path, place, link=place))
        file = replace(file, path=place)
    found.secrets.append(file)


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
