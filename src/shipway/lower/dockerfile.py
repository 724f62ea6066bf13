"""What a Dockerfile says of the image that one of its stages makes: base, ports, health check, copied paths."""

from __future__ import annotations

import json
import posixpath
import re
import shlex
from dataclasses import field

from shipway.diagnostics import Origin
from shipway.model.application import HealthCheck
from shipway.records import draft

INSTRUCTION = re.compile(r"\s*([A-Za-z]+)\s+(.*)", re.S)
HEREDOC = re.compile(r"<<-?\s*[\"']?(\w+)[\"']?")
VARIABLE = re.compile(r"\$\{?(\w+)(?::?-([^}]*))?\}?")
SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600}


@draft
class Stage:
    """A stage with what it takes over from the stages it is built from. base: the image that all of it stands on.

    bases: that image, then those of the file's other stages, the nearest first: what is copied may be built there.
    """

    base: str = ""
    name: str = ""
    expose: list[tuple[int, str]] = field(default_factory=list)
    health: HealthCheck | None = None
    command: tuple[str, ...] = ()
    entrypoint: tuple[str, ...] = ()
    workdir: str = "/"
    user: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    copies: list[tuple[str, str]] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)

    def provides(self, path: str, target: str) -> bool:
        """Whether the image has the context's `path` at `target` already. path is relative to the context."""
        for source, destination in self.copies:
            source = posixpath.normpath(source)
            if source == ".":
                relative = path
            elif path == source or path.startswith(source + "/"):
                relative = posixpath.relpath(path, source) if path != source else ""
            else:
                continue
            landed = posixpath.normpath(posixpath.join(destination, relative))
            direct = posixpath.normpath(posixpath.join(destination, posixpath.basename(path)))
            if posixpath.normpath(target) in (landed, direct):
                return True
        return False


def stage_of(text: str, path: str, target: str | None, args: dict[str, str]) -> Stage:
    """The target stage (the last one by default), with everything inherited. Unknown instructions are passed over."""
    stages: list[Stage] = []
    arguments = dict(args)
    for line, keyword, rest in _instructions(text):
        if keyword == "ARG":
            name, _, default = rest.partition("=")
            arguments.setdefault(name.strip(), default.strip().strip("\"'"))
        elif keyword == "FROM":
            stages.append(_from(rest, stages, arguments))
        elif stages:
            _apply(stages[-1], keyword, rest, Origin(path, line), arguments)
    if not stages:
        return Stage()
    named = next((n for n, stage in enumerate(stages) if target and stage.name == target.lower()), len(stages) - 1)
    found = stages[named]
    found.bases = list(dict.fromkeys([found.base, *(stage.base for stage in reversed(stages[:named]))]))
    return found


def _instructions(text: str) -> list[tuple[int, str, str]]:
    """(line, KEYWORD, rest) with continuations joined and here-documents left out."""
    found: list[tuple[int, str, str]] = []
    lines = text.splitlines()
    index = 0
    while index < len(lines):
        start, joined = index, lines[index].strip()
        index += 1
        if not joined or joined.startswith("#"):
            continue
        while joined.endswith("\\") and index < len(lines):
            following = lines[index].strip()
            index += 1
            if not following.startswith("#"):
                joined = joined[:-1].rstrip() + " " + following
        for marker in HEREDOC.findall(joined):
            while index < len(lines) and lines[index].strip() != marker:
                index += 1
            index += 1
        match = INSTRUCTION.fullmatch(joined)
        if match:
            found.append((start + 1, match[1].upper(), match[2].strip()))
    return found


def _expanded(text: str, known: dict[str, str]) -> str:
    return VARIABLE.sub(lambda m: known.get(m[1]) or m[2] or "", text)


def _from(rest: str, stages: list[Stage], arguments: dict[str, str]) -> Stage:
    words = [word for word in rest.split() if not word.startswith("--")]
    image = _expanded(words[0], arguments) if words else ""
    name = words[2].lower() if len(words) > 2 and words[1].lower() == "as" else ""
    for stage in stages:
        if stage.name and stage.name == image.lower():
            return Stage(
                stage.base,
                name,
                list(stage.expose),
                stage.health,
                stage.command,
                stage.entrypoint,
                stage.workdir,
                stage.user,
                dict(stage.environment),
                list(stage.copies),
            )
    return Stage(base=image, name=name)


def _apply(stage: Stage, keyword: str, rest: str, origin: Origin, arguments: dict[str, str]) -> None:
    known = {**arguments, **stage.environment}
    if keyword == "EXPOSE":
        _expose(stage, _expanded(rest, known))
    elif keyword == "WORKDIR":
        stage.workdir = posixpath.normpath(posixpath.join(stage.workdir, _expanded(rest, known)))
    elif keyword == "USER":
        stage.user = _expanded(rest, known)
    elif keyword == "ENV":
        stage.environment.update(_pairs(_expanded(rest, known)))
    elif keyword in ("COPY", "ADD"):
        _copy(stage, _expanded(rest, known))
    elif keyword == "HEALTHCHECK":
        stage.health = _health(rest, origin)
    elif keyword == "CMD":
        stage.command = _words(rest)
    elif keyword == "ENTRYPOINT":
        stage.entrypoint, stage.command = _words(rest), ()


def _expose(stage: Stage, rest: str) -> None:
    for word in rest.split():
        number, _, protocol = word.partition("/")
        if number.isdigit() and 0 < int(number) < 65536:
            stage.expose.append((int(number), protocol or "tcp"))


def _pairs(rest: str) -> dict[str, str]:
    if "=" not in rest.split(" ", 1)[0]:
        name, _, value = rest.partition(" ")
        return {name: value.strip()}
    try:
        words = shlex.split(rest)
    except ValueError:
        return {}
    return dict(word.split("=", 1) for word in words if "=" in word)


def _copy(stage: Stage, rest: str) -> None:
    words = rest.split()
    flags = [word for word in words if word.startswith("--")]
    if any(flag.startswith("--from") for flag in flags):
        return
    words = [word for word in words if not word.startswith("--")]
    if rest.lstrip().startswith("["):
        words = list(_words(rest))
    if len(words) < 2:
        return
    target = posixpath.join(stage.workdir, words[-1])
    stage.copies += [(source.lstrip("/") or ".", target) for source in words[:-1]]


def _words(rest: str) -> tuple[str, ...]:
    """An exec form's words, or a shell form as `/bin/sh -c`."""
    if rest.lstrip().startswith("["):
        try:
            loaded = json.loads(rest)
        except ValueError:
            loaded = None
        if isinstance(loaded, list) and all(isinstance(word, str) for word in loaded):
            return tuple(loaded)
    return ("/bin/sh", "-c", rest)


def _health(rest: str, origin: Origin) -> HealthCheck | None:
    options: dict[str, str] = {}
    while rest.startswith("--"):
        flag, _, rest = rest.partition(" ")
        name, _, value = flag[2:].partition("=")
        options[name], rest = value, rest.strip()
    if not rest.upper().startswith("CMD"):
        return None
    words = _words(rest[3:].strip())
    command = ("CMD-SHELL", words[2]) if words[:2] == ("/bin/sh", "-c") else ("CMD", *words)
    return HealthCheck(
        command,
        _seconds(options.get("interval"), 30),
        _seconds(options.get("timeout"), 30),
        int(options["retries"]) if options.get("retries", "").isdigit() else 3,
        _seconds(options.get("start-period"), 0),
        origin,
    )


def _seconds(text: str | None, default: float) -> float:
    parts = re.findall(r"([0-9.]+)(ms|s|m|h)", text or "")
    return sum(float(amount) * SECONDS[unit] for amount, unit in parts) if parts else default
