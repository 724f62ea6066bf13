"""`as: external`: a datastore that stays where it is, outside of the application."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostic, Diagnostics, warning
from shipway.lower.identify import references
from shipway.lower.identify.identify import Identified
from shipway.lower.identify.readings import Said, Text
from shipway.manifest.types import Manifest

REASON = "it stays where it is (`as: external`)"


def external(manifest: Manifest) -> frozenset[str]:
    """The Compose services that are left where they are."""
    return frozenset(name for name, choice in manifest.datastores.items() if choice.as_ == "external")


def outside(
    kept: Iterable[Service], found: Identified, manifest: Manifest, diagnostics: Diagnostics
) -> dict[tuple[str, str], str]:
    """(service, variable) that names an external datastore → the host that it is given, "" for a secret.

    A URL holds the password of a server that Compose does not run, so the user sets all of it.
    """
    away, settled = external(manifest), manifest.stated
    asleep = {name: name for name, _, _ in found.project.inactive if name in away}
    given: dict[tuple[str, str], str] = {}
    for service in kept if away else ():
        said = found.said[service.name]
        diagnostics.tell(_in_commands(service, said, away))
        for variable in service.environment:
            named = _named(said.variables.get(variable.name), away, asleep)
            if not named or variable.name in settled:
                continue
            host = manifest.datastores[named[0]].options.get("host")
            text = (variable.value or "").strip()
            alone = {**asleep, **found.directory}.get(text) == named[0]
            given[service.name, variable.name] = str(host) if host and alone else ""
            if not (host and alone):
                diagnostics.warning(
                    "external.secret",
                    f'{variable.name} of "{service.name}" names "{named[0]}", which is external: '
                    "it becomes a secret, which has no value yet",
                    variable.origin,
                    fix=f"Run `shipway secrets set {variable.name}`, or set it here: `env: {{{variable.name}: …}}`.",
                )
    return given


def _named(text: Text | None, away: Collection[str], asleep: Mapping[str, str]) -> list[str]:
    """The external datastores that a text names. asleep: those whose profile is off."""
    if text is None:
        return []
    found = [*text.names, *references.find(text.key, text.text, asleep)]
    return [one.service for one in found if one.service in away]


def _in_commands(service: Service, said: Said, away: Collection[str]) -> Iterator[Diagnostic]:
    """Say where a command has the name that Compose knew it by: nothing answers to it any more."""
    for attribute, name in said.in_commands(lambda word: _named(word, away, {})):
        yield warning(
            "external.in-command",
            f'the {attribute} of "{service.name}" names "{name}", which is external',
            service.origin_of(attribute),
            detail="Nothing answers to that name there: the program finds it by its own address alone.",
            fix=f"Let the {attribute} read the address from a variable.",
        )
