"""What a service is: an engine by its image, by the FROM of what it is built from, or an application."""

from __future__ import annotations

import posixpath
import re

from shipway.compose.types import Project, Service
from shipway.engines.catalogue import SERVERS, Engine, clients, engine_named, engine_of, split_reference, version_of
from shipway.engines.family import family_of
from shipway.lower.identify.dockerfile import Stage, stage_of
from shipway.records import record

CLIENTS = frozenset({"curl", "wait-for-it"})
"""Clients of any server, besides those of the engines."""
SHELLS = frozenset(("sh", "bash", "ash", "dash"))
DAEMON = (
    r"(?:^|[\s;&|/\"'(])(?!-)(?:[\w-]*-?server|postgres|mysqld\w*|mariadbd|[\w-]*sentinel|mongo[ds]|etcd|memcached|"
    r"[\w-]*entrypoint(?:\.sh)?|[\w-]*(?:start|run|serve|launch)\w*(?:\.sh)?)(?=$|[\s;&|\"')])"
)
"""A word of a script that starts the server itself."""


@record
class Detected:
    """What a service is. version: the engine's, "" where the tag does not say it. stage: of a build.

    image: the reference that decided, "" for an unknown base. known: what the image is. helper: it runs a task beside
    a server of that kind, and ends. sentinel: it watches over servers of that kind, and speaks another protocol.
    """

    known: Engine | None
    version: str
    image: str
    stage: Stage | None = None
    helper: bool = False
    sentinel: bool = False

    @property
    def engine(self) -> Engine | None:
        """The engine that the service serves; None for an application, and for one that only speaks to a server."""
        return None if self.helper or self.known is None or not self.known.name else self.known

    @property
    def role(self) -> str:
        """The engine's role, "" for an application."""
        return "init" if self.helper else self.known.role if self.known else ""

    @property
    def family(self) -> str:
        """The engine that a managed service must offer to replace it, "" where none can."""
        return self.engine.offered_as if self.engine and not self.sentinel else ""


def detect(service: Service, project: Project) -> Detected:
    """Look through the build to its base; a server's image that runs a client's command is a helper, not a server."""
    stage = _stage(service, project)
    image = stage.base if stage is not None else service.image or ""
    known = engine_of(image) if image else None
    if known is not None and stage is not None and known.role not in SERVERS | {"mail", "admin"}:
        known = None  # a web server's base with the user's own content is theirs: it serves their pages
    known = known or _mail(stage)
    helper = known is not None and known.role in SERVERS and _runs_a_task(service)
    sentinel = any("sentinel" in word for word in (*(service.entrypoint or ()), *(service.command or ())))
    return Detected(known, _version(known, image), image, stage, helper, sentinel)


def _mail(stage: Stage | None) -> Engine | None:
    """A mail catcher installed into a language's image is recognized by the program that it starts."""
    words = (*stage.entrypoint, *stage.command) if stage is not None else ()
    program = posixpath.basename(words[2].split()[0] if words[:2] == ("/bin/sh", "-c") else words[0]) if words else ""
    engine = engine_named(program)
    return engine if engine is not None and engine.role == "mail" else None


def _version(known: Engine | None, image: str) -> str:
    """The engine's version, "" where the tag does not say it, or gives the version of another product."""
    if known is None or not image:
        return ""
    repository, tag, _ = split_reference(image)
    if repository in known.products:
        return ""
    return family_of(known.name).version(tag) if known.name else version_of(tag)


def _stage(service: Service, project: Project) -> Stage | None:
    build = service.build
    if build is None:
        return None
    path = posixpath.normpath(posixpath.join(build.context, build.dockerfile))
    file = project.files.get(path)
    text = build.dockerfile_inline if build.dockerfile_inline is not None else (file.text if file else None)
    if text is None:
        return Stage()
    return stage_of(text, path, build.target, {a.name: a.value or "" for a in build.args})


def _runs_a_task(service: Service) -> bool:
    """A client's command, or a shell script in which no server is started."""
    words = [*(service.entrypoint or ()), *(service.command or ())]
    if not words or re.search(DAEMON, " ".join(words)):
        return False
    named = {posixpath.basename(word.strip("\"'()")) for word in re.split(r"[\s;&|]+", " ".join(words))}
    return bool(named & (clients() | CLIENTS)) or (posixpath.basename(words[0]) in SHELLS and len(words) > 1)
