"""Variables that name a service that is not deployed: they are left out, and each is reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostic, Diagnostics, Origin, warning
from shipway.lower.decide.external import external
from shipway.lower.identify import references
from shipway.lower.identify.identify import Identified
from shipway.lower.identify.readings import Said, Text
from shipway.manifest.types import Manifest
from shipway.model.application import Skipped
from shipway.records import record

QUOTED = '"{}"'.format


@record
class Away:
    """why: service that is not deployed → why, as a clause. off: services whose profiles are off, by name."""

    why: Mapping[str, str]
    off: Mapping[str, str]

    def named(self, text: Text) -> set[str]:
        """The services not deployed that a text names."""
        found = {one.service for one in text.names}
        found |= {one.service for one in references.find(text.key, text.text, self.off)}
        return found & self.why.keys()


def bereft(
    kept: Sequence[Service],
    left_out: Sequence[Skipped],
    found: Identified,
    manifest: Manifest,
    diagnostics: Diagnostics,
) -> frozenset[tuple[str, str]]:
    """(service, variable) of those that name a service that is not deployed.

    One that the manifest calls a secret is not told: the user gives it a value, which Compose's is not.
    A program that is given a host waits for it. Without one, it fails at once and says what is missing.
    """
    off = {name: name for name, _, _ in found.project.inactive if name not in external(manifest)}
    why = dict.fromkeys(off, "whose profile is off")
    why |= dict.fromkeys({skip.name for skip in left_out} - external(manifest), "which is left out")
    away, settled = Away(why, off), manifest.stated
    secret = {name for name, _ in manifest.secrets} - settled
    hushed: set[tuple[str, str]] = set()
    users: dict[tuple[str, str, Origin], list[str]] = {}
    for service in kept if why else ():
        said = found.said[service.name]
        for variable in service.environment:
            named = away.named(said.variables[variable.name]) if variable.value else set()
            if named and variable.name in secret:
                hushed.add((service.name, variable.name))
            elif named and variable.name not in settled:
                users.setdefault((variable.name, min(named), variable.origin), []).append(service.name)
        diagnostics.tell(_in_commands(service, said, away))
    for (name, missing, origin), services in users.items():
        told = warning(
            "skipped.still-named",
            f'{name} of {", ".join(map(QUOTED, services))} is left out: it names "{missing}", {why[missing]}',
            origin,
            fix=f"Set the address to use when deployed: `env: {{{name}: …}}` in shipway.yaml.",
        )
        diagnostics.add(told)
    told_of = {(service, name) for (name, _, _), services in users.items() for service in services}
    return frozenset(told_of | hushed)


def _in_commands(service: Service, said: Said, away: Away) -> Iterator[Diagnostic]:
    """A command that waits for a service that is not deployed waits forever."""
    for attribute, name in said.in_commands(away.named):
        yield warning(
            "skipped.in-command",
            f'the {attribute} of "{service.name}" names "{name}", {away.why[name]}',
            service.origin_of(attribute),
            detail="If it waits for that service, it waits forever.",
            fix=f"Remove the name from the {attribute}, or keep the service: services: {{{name}: {{run: keep}}}}.",
        )
