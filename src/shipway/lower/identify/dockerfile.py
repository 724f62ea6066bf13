"""What a Dockerfile says about the image that one of its stages makes: base, ports, health check, copied paths."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import replace

from shipway.diagnostics import Origin
from shipway.lower.identify.instructions import expanded, flags, instructions, pairs, seconds, words
from shipway.model.workload import HealthCheck
from shipway.records import record


@record
class Stage:
    """A stage with what it inherits from the stages it is built from. base: the image at the bottom.

    bases: that image, then those of the file's other stages, the nearest first: what is copied may be built there.
    copies: (source in the context, place in the image).
    """

    base: str = ""
    name: str = ""
    expose: tuple[tuple[int, str], ...] = ()
    health: HealthCheck | None = None
    command: tuple[str, ...] = ()
    entrypoint: tuple[str, ...] = ()
    workdir: str = "/"
    user: str = ""
    environment: tuple[tuple[str, str], ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    bases: tuple[str, ...] = ()

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


def stage_of(text: str, path: str, target: str | None, args: Mapping[str, str]) -> Stage:
    """The target stage (the last one by default), with everything inherited. Unknown instructions are skipped."""
    stages: list[Stage] = []
    arguments = dict(args)
    for line, keyword, rest in instructions(text):
        if keyword == "ARG":
            name, _, default = rest.partition("=")
            arguments.setdefault(name.strip(), default.strip().strip("\"'"))
        elif keyword == "FROM":
            stages.append(_from(rest, stages, arguments))
        elif stages and keyword in READ:
            known = {**arguments, **dict(stages[-1].environment)}
            stages[-1] = READ[keyword](stages[-1], rest, known, Origin(path, line))
    if not stages:
        return Stage()
    named = next((n for n, stage in enumerate(stages) if target and stage.name == target.lower()), len(stages) - 1)
    bases = [stages[named].base, *(stage.base for stage in reversed(stages[:named]))]
    return replace(stages[named], bases=tuple(dict.fromkeys(bases)))


def _from(rest: str, stages: list[Stage], arguments: Mapping[str, str]) -> Stage:
    parts = [word for word in rest.split() if not word.startswith("--")]
    image = expanded(parts[0], arguments) if parts else ""
    name = parts[2].lower() if len(parts) > 2 and parts[1].lower() == "as" else ""
    for stage in stages:
        if stage.name and stage.name == image.lower():
            return replace(stage, name=name)
    return Stage(base=image, name=name)


Known = Mapping[str, str]
"""Arguments and variables, as instructions may name them."""


def _expose(stage: Stage, rest: str, known: Known, origin: Origin) -> Stage:
    found = [word.partition("/") for word in expanded(rest, known).split()]
    ports = tuple((int(n), protocol or "tcp") for n, _, protocol in found if n.isdigit() and 0 < int(n) < 65536)
    return replace(stage, expose=(*stage.expose, *ports))


def _workdir(stage: Stage, rest: str, known: Known, origin: Origin) -> Stage:
    return replace(stage, workdir=posixpath.normpath(posixpath.join(stage.workdir, expanded(rest, known))))


def _user(stage: Stage, rest: str, known: Known, origin: Origin) -> Stage:
    return replace(stage, user=expanded(rest, known))


def _env(stage: Stage, rest: str, known: Known, origin: Origin) -> Stage:
    return replace(stage, environment=tuple({**dict(stage.environment), **pairs(expanded(rest, known))}.items()))


def _copy(stage: Stage, rest: str, known: Known, origin: Origin) -> Stage:
    """What comes from another stage or image (`--from`) is not the context's."""
    given = expanded(rest, known)
    parts = given.split()
    if any(part.startswith("--from") for part in parts):
        return stage
    parts = list(words(given)) if given.lstrip().startswith("[") else [p for p in parts if not p.startswith("--")]
    if len(parts) < 2:
        return stage
    target = posixpath.join(stage.workdir, parts[-1])
    return replace(stage, copies=(*stage.copies, *((source.lstrip("/") or ".", target) for source in parts[:-1])))


def _health(stage: Stage, rest: str, known: Known, origin: Origin) -> Stage:
    options, rest = flags(rest)
    if not rest.upper().startswith("CMD"):
        return replace(stage, health=None)
    given = words(rest[3:].strip())
    check = HealthCheck(
        ("CMD-SHELL", given[2]) if given[:2] == ("/bin/sh", "-c") else ("CMD", *given),
        seconds(options.get("interval"), 30),
        seconds(options.get("timeout"), 30),
        int(options["retries"]) if options.get("retries", "").isdigit() else 3,
        seconds(options.get("start-period"), 0),
        origin,
    )
    return replace(stage, health=check)


def _cmd(stage: Stage, rest: str, known: Known, origin: Origin) -> Stage:
    return replace(stage, command=words(rest))


def _entrypoint(stage: Stage, rest: str, known: Known, origin: Origin) -> Stage:
    """An entrypoint clears the command of the stages below."""
    return replace(stage, entrypoint=words(rest), command=())


READ: dict[str, Callable[[Stage, str, Known, Origin], Stage]] = {
    "EXPOSE": _expose,
    "WORKDIR": _workdir,
    "USER": _user,
    "ENV": _env,
    "COPY": _copy,
    "ADD": _copy,
    "HEALTHCHECK": _health,
    "CMD": _cmd,
    "ENTRYPOINT": _entrypoint,
}
