"""Who names whom, and with which port: every text of the project read once, from values, commands and bound files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from shipway.compose.paths import within
from shipway.compose.types import Project, Service
from shipway.lower import references
from shipway.records import draft

WORD = re.compile(r"[\w.-]+")
LONGEST = 253
"""Characters of a host's name. https://www.rfc-editor.org/rfc/rfc1035"""
ADDRESS = (
    r"(?:(?<=//)|(?<=@))(?P<url>[\w.-]+)"  # http://web, user:password@db
    r"|(?<![\w.-])(?P<port>[\w.-]+):\d{2,5}(?!\d)"  # web:8000
)
CALLED = (
    rf"(?m){ADDRESS}"
    r"|[\"'](?P<quoted>[\w.-]+)[\"']"  # 'redis'
    r"|[:=][ \t]*(?P<value>[\w.-]+)[ \t]*[,;]?[ \t]*$"  # host: db
    r"|\b(?:server|\w+_pass|host(?:name)?|upstream|addr(?:ess)?)[ \t]+(?P<word>[\w.-]+)"  # server app;
)
"""Where a name in a file is a host: any other word of it (`FROM nginx`, `app:`) is none."""
FORMATS = (".conf", ".cfg", ".cnf", ".ini", ".yml", ".yaml", ".json", ".toml", ".properties", ".xml", ".config")
"""Endings of configuration files that are written as keys with their values."""
SETTINGS = (*FORMATS, ".hcl", ".env", ".template", ".tmpl", ".tpl", ".j2", "Caddyfile")
"""Files whose words are values; in a program's text, or a Dockerfile, only an address is one."""
SCHEMES = {"http": 80, "https": 443, "ws": 80, "wss": 443}
HOST = re.compile(r"(HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$")
CALL = re.compile(r"(?<![\w.-])([\w.-]+):(\d{2,5})(?!\d)")


@draft
class Mentions:
    """Keys of `named` and `in_files` are the services whose texts they are.

    named: services that values refer to, with the port where one is said. in_files: what could be a host, in files.
    """

    named: dict[str, list[tuple[str, int | None]]] = field(default_factory=dict)
    in_files: dict[str, set[str]] = field(default_factory=dict)
    speakers: dict[str, set[str]] = field(default_factory=dict)
    """Word → the services that say it."""
    schemes: dict[str, dict[int, None]] = field(default_factory=dict)
    """Service → the ports that URLs without one mean by their schemes."""
    ports: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    """Name → (speaker, port), in the order of the file: of services from values, of any name from files."""


def mentions(project: Project, directory: Mapping[str, str]) -> Mentions:
    """directory: name → service."""
    found = Mentions()
    for service in project.services:
        speaker = service.name
        refs = found.named[speaker] = []
        values = {v.name: v.value or "" for v in service.environment}
        for key, text in texts(service):
            found_here = references.find(key, text, directory)
            refs += [(one.service, one.port or _beside(key, values)) for one in found_here]
            for one in found_here:
                if one.port is None and one.parts.get("scheme") in SCHEMES:
                    found.schemes.setdefault(one.service, {})[SCHEMES[one.parts["scheme"] or ""]] = None
            for word in words(text):
                found.speakers.setdefault(word, set()).add(speaker)
        for name, port in refs:
            if port:
                found.ports.setdefault(name, []).append((speaker, port))
        found.in_files[speaker] = set()
        for path, text in bound_texts(service, project):
            _file(text, speaker, found, CALLED if path.endswith(SETTINGS) else ADDRESS)
    return found


def _beside(name: str, values: Mapping[str, str]) -> int | None:
    """The port in X_PORT beside X_HOST."""
    stem = HOST.sub("", name)
    port = values.get(f"{stem}PORT", "") if stem != name else ""
    return int(port) if port.isdigit() and 0 < int(port) < 65536 else None


def _file(text: str, speaker: str, found: Mentions, pattern: str) -> None:
    said = {part for match in re.finditer(pattern, text) for part in words(match[match.lastgroup or 0])}
    found.in_files[speaker] |= said
    for word in said:
        found.speakers.setdefault(word, set()).add(speaker)
    for match in CALL.finditer(text):
        found.ports.setdefault(match[1], []).append((speaker, int(match[2])))


def words(text: str) -> Iterator[str]:
    """What could be a host's name: each word, and its beginnings up to a dot (`db` in `db.internal`)."""
    for match in WORD.finditer(text):
        word = match.group()
        yield word
        end = word.find(".") if len(word) <= LONGEST else -1
        while end > 0:
            yield word[:end]
            end = word.find(".", end + 1)


def texts(service: Service) -> list[tuple[str, str]]:
    """Every text of a service that may name another one, with the variable's name or ""."""
    found = [(v.name, v.value) for v in service.environment if v.value]
    found += [("", word) for word in (*(service.command or ()), *(service.entrypoint or ()))]
    return found


def bound_texts(service: Service, project: Project) -> Iterable[tuple[str, str]]:
    """(path, text) of the repository's files that are mounted into the service, and of its Dockerfile.

    Of a mounted folder the settings alone: it may hold the whole program.
    """
    roots = [m.source for m in service.mounts if m.type == "bind" and m.source]
    if service.build is not None:
        roots.append(posixpath.normpath(posixpath.join(service.build.context, service.build.dockerfile)))
    for path, file in project.files.items() if roots else ():
        if file.text and (path in roots or (path.endswith(SETTINGS) and any(within(path, root) for root in roots))):
            yield path, file.text
