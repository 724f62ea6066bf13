"""`as: external`: a datastore that stays where it is, outside of the application."""

from __future__ import annotations

from collections.abc import Iterable

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics
from shipway.lower.identify.identify import Identified
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
    given: dict[tuple[str, str], str] = {}
    for service in kept if away else ():
        for variable in service.environment:
            said = found.said[service.name].variables.get(variable.name)
            named = [one for one in said.names if one.service in away] if said else []
            if not named or variable.name in settled:
                continue
            host = manifest.datastores[named[0].service].options.get("host")
            alone = found.directory.get((variable.value or "").strip()) == named[0].service
            given[service.name, variable.name] = str(host) if host and alone else ""
            if not (host and alone):
                diagnostics.warning(
                    "external.secret",
                    f'{variable.name} of "{service.name}" names "{named[0].service}", which is external: '
                    "it becomes a secret, which has no value yet",
                    variable.origin,
                    fix=f"Run `shipway secrets set {variable.name}`, or set it here: `env: {{{variable.name}: …}}`.",
                )
    return given
