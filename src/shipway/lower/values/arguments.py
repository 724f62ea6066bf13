"""Commands: an argument is not secret, so one that needs a secret becomes a variable that a shell reads."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostic, Origin, note
from shipway.lower.identify.readings import Text
from shipway.lower.values.draft import Draft
from shipway.lower.values.passwords import hiding
from shipway.lower.values.rewire import Rewiring
from shipway.lower.values.secrets import Secrets
from shipway.model.value import ConnectionUrl, Part, Value, text
from shipway.records import record


@record
class Arguments:
    """The words of a command, the variables that they read, and what to report."""

    words: tuple[Value, ...] | None = None
    variables: tuple[tuple[str, Value], ...] = ()
    told: tuple[Diagnostic, ...] = ()


def worded(service: Service, attribute: str, said: Sequence[Text], rewiring: Rewiring) -> tuple[Draft, ...]:
    """What each word means. attribute: command or entrypoint. said: its words."""
    origin, name = service.origin_of(attribute), attribute.upper()
    return tuple(hiding(rewiring.rewired(word), name, origin, service.name) or ("",) for word in said)


def arguments(service: Service, attribute: str, drafts: Sequence[Draft], secrets: Secrets) -> Arguments:
    """attribute: command or entrypoint. drafts: of `worded`."""
    words = service.command if attribute == "command" else service.entrypoint
    if words is None:
        return Arguments()
    origin = service.origin_of(attribute)
    rewired = [secrets.value(draft, origin) for draft in drafts]
    if not any(_needs_variable(value) for value in rewired):
        return Arguments(tuple(rewired))
    shell = len(words) >= 3 and words[0].rsplit("/", 1)[-1] in ("sh", "bash", "ash") and words[-2].endswith("c")
    parts = [value.parts for value in rewired]
    line, variables = shell_words(parts, f"SHIPWAY_{attribute.upper()}", origin, written=shell)
    if shell:
        return Arguments(tuple(text(word, origin) for word in line), variables)
    wrapped = ("/bin/sh", "-c", "exec " + " ".join(line))
    return Arguments(tuple(text(word, origin) for word in wrapped), variables, tuple(_wrapped(attribute, origin)))


def _wrapped(attribute: str, origin: Origin) -> Iterator[Diagnostic]:
    yield note(
        "command.wrapped",
        f"a {attribute} that holds a secret or an address is run through a shell",
        origin,
        detail="Anyone who may view the deployment can read arguments; a variable can be a secret.",
        fix="To avoid the shell, read it from the environment in your own code.",
    )


def shell_words(
    words: Iterable[Sequence[Part]], prefix: str, origin: Origin | None, *, written: bool
) -> tuple[list[str], tuple[tuple[str, Value], ...]]:
    """Words for a shell, their references read from variables: (words, the variables, PREFIX_1 and on).

    written: the words are a shell's already; else each is quoted, so that the shell passes it on unchanged.
    """
    line: list[str] = []
    variables: list[tuple[str, Value]] = []
    for parts in words:
        pieces = ""
        for part in parts:
            if isinstance(part, str):
                pieces += part if written else shlex.quote(part)
                continue
            name = f"{prefix}_{len(variables) + 1}"
            variables.append((name, Value((part,), origin)))
            pieces += f"${{{name}}}" if written else f'"${{{name}}}"'
        line.append(pieces)
    return line, tuple(variables)


def _needs_variable(value: Value) -> bool:
    return value.secret or any(isinstance(part, ConnectionUrl) for part in value.parts)
