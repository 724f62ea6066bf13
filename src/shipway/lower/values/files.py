"""Files in a container that hold values: Compose's `secrets:` and `configs:`, and mounted configuration files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from shipway.compose.types import FileSpec, FileUse, Project, Service
from shipway.diagnostics import Diagnostic, Origin, note
from shipway.lower.identify.contents import content
from shipway.lower.values import classify
from shipway.lower.values.draft import Draft, Hidden, hidden
from shipway.lower.values.owners import owner
from shipway.lower.values.passwords import hiding_in_file, secret_name
from shipway.lower.values.rewire import Rewiring
from shipway.lower.values.secrets import Secrets
from shipway.model.image import Overlay
from shipway.model.value import Attribute, Key, Part, Value
from shipway.model.workload import SecretFile
from shipway.records import record
from shipway.sha256 import hexadecimal

if TYPE_CHECKING:
    from shipway.lower.mount.settings import Bound

MODE = "0444"
FOLDER = "/run/secrets"
"""Where the volume with the secret files is mounted; a file elsewhere is a link into it, since a volume mounted there
would hide the folder's other files."""


@record
class Written:
    """A file that holds values. instead: the whole text as a secret, for one that has passwords nobody else has.

    open: what goes into the image where nothing in it is secret. source: the project's file that it is, "" for none.
    """

    path: str
    draft: Draft
    origin: Origin
    mode: str = ""
    owner: str = ""
    instead: Hidden | None = None
    open: Overlay | None = None
    source: str = ""

    def hidden(self) -> tuple[Hidden, ...]:
        return (*hidden(self.draft), *((self.instead,) if self.instead else ()))

    def value(self, secrets: Secrets) -> Value:
        return secrets.value((self.instead,) if self.instead else self.draft, self.origin)


@record
class Delivered:
    """secrets: written when the container starts. overlays: what goes into the image, plain text and links."""

    secrets: tuple[SecretFile, ...] = ()
    overlays: tuple[Overlay, ...] = ()


def written(service: Service, bound: Iterable[Bound], rewiring: Rewiring, project: Project) -> tuple[Written, ...]:
    """bound: the configuration files among its mounts; those that name a replaced datastore are rewritten."""
    found = [_secret(use, service, rewiring, project) for use in service.secrets]
    found += [_config(use, service, rewiring, project) for use in service.configs]
    origin = service.origin_of("volumes")
    drafts = [(file, _rewired(file, rewiring, origin, service.name)) for file in bound]
    return (*found, *(Written(file.target, d, origin, source=file.path) for file, d in drafts if d is not None))


def _secret(use: FileUse, service: Service, rewiring: Rewiring, project: Project) -> Written:
    spec = next(s for s in project.secrets if s.name == use.source)
    target = use.target or use.source
    path = target if target.startswith("/") else f"{FOLDER}/{target}"
    stores = [r for r in rewiring.replaced.values() if r.credentials.password_secret == use.source]
    store = min(stores, key=lambda one: one.datastore.name not in rewiring.used, default=None)
    own: Part | Hidden = Hidden(secret_name(use.source), content(spec, project), spec.origin)
    if store is not None:
        own = Attribute(store.datastore.name, Key.PASSWORD)
    return Written(path, (own,), use.origin, use.mode, owner(use, service.user))


def _config(use: FileUse, service: Service, rewiring: Rewiring, project: Project) -> Written:
    spec = next(c for c in project.configs if c.name == use.source)
    target, text = use.target or f"/{use.source}", content(spec, project)
    secret = classify.passwords(text) or classify.secret_value(use.source, text)
    parts = tuple(part for part in rewiring.text("", text) if part != "")
    whole = secret and all(isinstance(part, str) for part in parts)
    return Written(
        target,
        parts if whole else hiding_in_file(parts, target, spec.origin, service.name),
        use.origin,
        use.mode,
        owner(use, service.user),
        instead=Hidden(secret_name(use.source), text, spec.origin) if whole else None,
        open=_owned(_open(spec, target, text, project), use.mode, owner(use, service.user)),
    )


def _open(spec: FileSpec, target: str, text: str, project: Project) -> Overlay:
    """A configuration without a secret is part of the image, beside the other files of its folder."""
    if spec.file is None:
        return Overlay("", target, hexadecimal(text), text)
    path = posixpath.normpath(spec.file)
    return Overlay(path, target, project.files[path].digest if path in project.files else "")


def _owned(overlay: Overlay, mode: str, whose: str) -> Overlay:
    """With a mode or an owner it is another file, so its digest differs too."""
    mode = mode if mode and set(mode) <= set("01234567") else ""
    if not mode and not whose:
        return overlay
    digest = hexadecimal(f"{overlay.digest} {mode} {whose}")
    return replace(overlay, digest=digest, mode=mode, owner=whose)


def _rewired(file: Bound, rewiring: Rewiring, origin: Origin, service: str) -> Draft | None:
    """The file with every value that names a replaced datastore, and that datastore's words, as references.

    What else is secret in it is hidden. None where nothing in it names one.
    """
    named = {one.service for s in file.settings for one in s.said.names if one.service in rewiring.replaced}
    if not named:
        return None
    parts: list[Part] = []
    position = 0
    for setting in file.settings:
        said = setting.said
        own: tuple[Part, ...] = rewiring.rewired(said)
        if all(isinstance(part, str) for part in own):
            attribute = rewiring.attribute(said.key, said.text, named)
            if attribute is None:
                continue
            own = (attribute,)
        parts += [file.text[position : setting.start], *own]
        position = setting.start + len(said.text)
    return hiding_in_file((*parts, file.text[position:]), file.path, origin, service)


def delivered(files: Iterable[Written], mounted: Iterable[Overlay], secrets: Secrets) -> Delivered:
    """mounted: what its bind mounts bring into the image, which comes out again, minus what is written at the start."""
    found: list[SecretFile] = []
    overlays: list[Overlay] = []
    links: list[Overlay] = []
    for file in files:
        value = file.value(secrets)
        if value.literal is not None and file.open is not None:
            overlays.append(file.open)
            continue
        place = file.path
        if posixpath.dirname(place) != FOLDER:
            place = f"{FOLDER}/shipway-{len(found) + 1}-{posixpath.basename(place)}"
            link = Overlay("", file.path, place, link=place)
            (links if file.source else overlays).append(link)
        found.append(SecretFile(value, place, file.mode or MODE, file.origin, file.owner))
    anew = {file.path for file in files if file.source}
    kept = [overlay for overlay in mounted if overlay.target not in anew]
    return Delivered(tuple(found), (*overlays, *kept, *links))


def told(service: Service, files: Iterable[Written]) -> Iterator[Diagnostic]:
    """Report which of the project's files are rewritten."""
    for file in files:
        if file.source:
            yield note(
                "file.rewired",
                f'{file.source}, mounted into "{service.name}", is rewritten with the new addresses when the container'
                " starts",
                file.origin,
            )
