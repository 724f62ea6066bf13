"""Commands: ECS hands no secret to an argument, so an argument that needs one becomes a variable that a shell reads."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import field

from shipway.diagnostics import Diagnostics, Origin
from shipway.lower.rewire import Rewirer
from shipway.lower.secrets import Vault
from shipway.model.value import ConnectionUrl, Part, Value, text
from shipway.records import draft


@draft
class Arguments:
    """The words of a command, and the variables that they read."""

    words: tuple[Value, ...] | None = None
    variables: list[tuple[str, Value]] = field(default_factory=list)


def arguments(
    words: tuple[str, ...] | None, rewirer: Rewirer, vault: Vault, origin: Origin, what: str, diagnostics: Diagnostics
) -> Arguments:
    """what: COMMAND or ENTRYPOINT, part of the variables' names."""
    if words is None:
        return Arguments()
    rewired = [vault.conceal(Value(tuple(rewirer.text("", word)), origin)) for word in words]
    if not any(_needs_variable(value) for value in rewired):
        return Arguments(tuple(rewired))
    shell = len(words) >= 3 and words[0].rsplit("/", 1)[-1] in ("sh", "bash", "ash") and words[-2].endswith("c")
    line, variables = shell_words([value.parts for value in rewired], f"SHIPWAY_{what}", origin, written=shell)
    found = Arguments(variables=variables)
    if shell:
        found.words = (*(text(w, origin) for w in line),)
    else:
        found.words = (text("/bin/sh", origin), text("-c", origin), text("exec " + " ".join(line), origin))
        diagnostics.note(
            "command.wrapped",
            f"a {what.lower()} that holds a secret or an address is run through a shell",
            origin,
            detail="ECS puts arguments into the task definition in the open; a variable can be a secret.",
            fix="Read it from the environment in your own code to do without the shell.",
        )
    return found


def shell_words(
    words: Iterable[Sequence[Part]], prefix: str, origin: Origin | None, *, written: bool
) -> tuple[list[str], list[tuple[str, Value]]]:
    """Words for a shell, their references read from variables: (words, the variables, PREFIX_1 and on).

    written: the words are a shell's already; else each is quoted, so that the shell gives it on as it is.
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
    return line, variables


def _needs_variable(value: Value) -> bool:
    return value.secret or any(isinstance(part, ConnectionUrl) for part in value.parts)
