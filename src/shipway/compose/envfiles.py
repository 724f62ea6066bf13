"""`env_file:` of a service: its variables come before those of `environment:`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from shipway.compose import dotenv
from shipway.compose.attributes import values
from shipway.compose.examples import example_of
from shipway.compose.interpolate import Definitions
from shipway.compose.tree import Node
from shipway.compose.types import Service, Variable
from shipway.diagnostics import Diagnostics, Origin

if TYPE_CHECKING:
    from shipway.compose.reader import Reader


def env_files(node: Node) -> list[tuple[str, bool, bool, Origin]]:
    """(path, required, raw, origin) of each. Raises values.BadValue."""
    found = []
    for item in node.items if isinstance(node.value, list) else [node]:
        if item.value is None:
            continue
        if not isinstance(item.value, dict):
            found.append((values.word(item), True, False, item.origin))
            continue
        entries = values.fields(item, ("path", "required", "format"))
        if "path" not in entries:
            raise values.BadValue("has an entry without a path", item)
        required = values.flag(entries["required"]) if "required" in entries else True
        raw = "format" in entries and values.text(entries["format"]) == "raw"
        found.append((values.word(entries["path"]), required, raw, item.origin))
    return found


def variables(
    service: Service, node: Node | None, reader: Reader, known: Definitions, diagnostics: Diagnostics
) -> tuple[Variable, ...]:
    """The service's whole environment: env files in order, then its own; names without a value from `known`."""
    found: dict[str, Variable] = {}
    for path, required, raw, origin in _listed(service, node, diagnostics):
        text = reader.text(path)
        told = diagnostics
        if text is None and required:
            path, text = _example(path, origin, reader, diagnostics)
            told = Diagnostics()  # an example may have lines that are for people
        if text is None:
            continue
        for entry in dotenv.parse(text, path, told, known, raw=raw):
            found[entry.key] = Variable(entry.key, entry.value, entry.origin, entry.raw, from_env_file=True)
    for variable in service.environment:
        found[variable.name] = variable
    return tuple(_resolved(variable, known) for variable in found.values())


def _example(path: str, origin: Origin, reader: Reader, diagnostics: Diagnostics) -> tuple[str, str | None]:
    """The path and text of the example beside a missing file: enough for a plan, not for a deployment."""
    example = example_of(path, reader)
    if example is None:
        diagnostics.error(
            "compose.missing-env-file",
            f"{path}, which `env_file` names, does not exist",
            origin,
            fix=f"Create {path}, or write `required: false` beside its path.",
        )
        return path, None
    diagnostics.blocker(
        "compose.example-env-file",
        f"{path} does not exist; this plan takes its variables from {example}",
        origin,
        detail="An example's values are nobody's secrets, so nothing is deployed with them.",
        fix=f"Copy {example} to {path} and write the real values into it.",
    )
    return example, reader.text(example)


def _listed(service: Service, node: Node | None, diagnostics: Diagnostics) -> list[tuple[str, bool, bool, Origin]]:
    if node is None:
        return []
    try:
        return env_files(node)
    except values.BadValue as error:
        diagnostics.error(
            "compose.bad-value",
            f'service "{service.name}": `env_file` {error}',
            error.node.origin,
            fix="Write a path, or a list of paths.",
        )
        return []


def _resolved(variable: Variable, known: Mapping[str, tuple[str, Origin | None]]) -> Variable:
    if variable.value is not None or variable.name not in known:
        return variable
    value, origin = known[variable.name]
    return Variable(
        variable.name, value, variable.origin, variable.raw, ((variable.name, origin),), variable.from_env_file
    )
