"""Who names whom, and with which port: every text of the project read once, from values, commands and bound files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

from shipway.compose.paths import within
from shipway.compose.types import Project, Service
from shipway.lower.identify import names
from shipway.lower.identify.readings import Said
from shipway.records import record

WORD = r"[\w.-]+"
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
"""Where a name in a file is a host: any other word in it (`FROM nginx`, `app:`) is not."""
FORMATS = (".conf", ".cfg", ".cnf", ".ini", ".yml", ".yaml", ".json", ".toml", ".properties", ".xml", ".config")
"""Endings of configuration files that are written as keys with their values."""
SETTINGS = (*FORMATS, ".hcl", ".env", ".template", ".tmpl", ".tpl", ".j2", "Caddyfile")
"""Files whose words are values; in a program's text, or a Dockerfile, only an address is one."""
SCHEMES = {"http": 80, "https": 443, "ws": 80, "wss": 443}
HOST = r"(HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$"
CALL = r"(?<![\w.-])([\w.-]+):(\d{2,5})(?!\d)"


@record
class Mentions:
    """Keys of `named` and `in_files` are the services whose texts they are.

    named: services that values refer to, with the port where one is said. in_files: what could be a host, in files.
    speakers: word → the services that say it. schemes: service → the ports that URLs without one mean by their schemes.
    ports: name → (speaker, port), in the order of the file: of services from values, of any name from files.
    linked: service → the names that others give it by `links`.
    """

    named: Mapping[str, tuple[tuple[str, int | None], ...]]
    in_files: Mapping[str, frozenset[str]]
    speakers: Mapping[str, Set[str]]
    schemes: Mapping[str, Collection[int]]
    ports: Mapping[str, Sequence[tuple[str, int]]]
    linked: Mapping[str, Sequence[str]]


def mentions(project: Project, said: Mapping[str, Said]) -> Mentions:
    """said: of `readings.read`."""
    named: dict[str, tuple[tuple[str, int | None], ...]] = {}
    in_files: dict[str, frozenset[str]] = {}
    speakers: dict[str, set[str]] = {}
    schemes: dict[str, dict[int, None]] = {}
    ports: dict[str, list[tuple[str, int]]] = {}
    for service in project.services:
        speaker, own = service.name, tuple(said[service.name])
        values = {v.name: v.value or "" for v in service.environment}
        named[speaker] = tuple(
            (one.service, one.port or _beside(text.key, values)) for text in own for one in text.names
        )
        for one in (one for text in own for one in text.names):
            if one.port is None and one.parts.get("scheme") in SCHEMES:
                schemes.setdefault(one.service, {})[SCHEMES[one.parts["scheme"] or ""]] = None
        for word in (word for text in own for word in words(text.text)):
            speakers.setdefault(word, set()).add(speaker)
        for name, port in named[speaker]:
            if port:
                ports.setdefault(name, []).append((speaker, port))
        files = list(bound_texts(service, project))
        in_files[speaker] = frozenset(word for path, text in files for word in hosts(path, text))
        for word in in_files[speaker]:
            speakers.setdefault(word, set()).add(speaker)
        for match in (match for _, text in files for match in re.finditer(CALL, text)):
            ports.setdefault(match[1], []).append((speaker, int(match[2])))
    return Mentions(named, in_files, speakers, schemes, ports, names.linked(project.services))


def _beside(name: str, values: Mapping[str, str]) -> int | None:
    """The port in X_PORT beside X_HOST."""
    stem = re.sub(HOST, "", name)
    port = values.get(f"{stem}PORT", "") if stem != name else ""
    return int(port) if port.isdigit() and 0 < int(port) < 65536 else None


def hosts(path: str, text: str) -> Iterator[str]:
    """What could be a host in a file."""
    for match in re.finditer(CALLED if path.endswith(SETTINGS) else ADDRESS, text):
        yield from words(match[match.lastgroup or 0])


def words(text: str) -> Iterator[str]:
    """What could be a host's name: each word, and its beginnings up to a dot (`db` in `db.internal`)."""
    for match in re.finditer(WORD, text):
        word = match.group()
        yield word
        end = word.find(".") if len(word) <= LONGEST else -1
        while end > 0:
            yield word[:end]
            end = word.find(".", end + 1)


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
