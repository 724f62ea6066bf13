"""`as: external`: a datastore that stays where it is, outside the application, and perhaps outside AWS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics
from shipway.lower.identify import references
from shipway.lower.values.secrets import Vault
from shipway.manifest.types import Manifest
from shipway.model.value import Value, text
from shipway.records import record

REASON = "it stays where it is (`as: external`)"


@record
class Outside:
    """What becomes of the variables that name an external datastore: (service, variable) → its host, "" for a secret.

    A URL holds the password of another server than Compose's, so the user gives it whole.
    """

    variables: Mapping[tuple[str, str], str]

    def value(self, service: Service, name: str, vault: Vault) -> Value | None:
        """None for a variable that names no external datastore."""
        host = self.variables.get((service.name, name))
        if host is None:
            return None
        origin = service.origin_of("environment")
        return text(host, origin) if host else Value((vault.keep(name, "", None, service.name),), origin)


def external(manifest: Manifest) -> frozenset[str]:
    """The Compose services that are left where they are."""
    return frozenset(name for name, choice in manifest.datastores.items() if choice.as_ == "external")


def outside(
    kept: Iterable[Service], manifest: Manifest, directory: Mapping[str, str], diagnostics: Diagnostics
) -> Outside:
    """directory: name → service."""
    away, settled = external(manifest), manifest.stated
    found: dict[tuple[str, str], str] = {}
    for service in kept if away else ():
        for variable in service.environment:
            named = [r for r in references.find(variable.name, variable.value or "", directory) if r.service in away]
            if not named or variable.name in settled:
                continue
            host = manifest.datastores[named[0].service].options.get("host")
            alone = directory.get((variable.value or "").strip()) == named[0].service
            found[service.name, variable.name] = str(host) if host and alone else ""
            if not (host and alone):
                diagnostics.warning(
                    "external.secret",
                    f'{variable.name} of "{service.name}" names "{named[0].service}", which is external: '
                    "it is a secret without a value yet",
                    variable.origin,
                    fix=f"Run `shipway secrets set {variable.name}`, or state it: `env: {{{variable.name}: …}}`.",
                )
    return Outside(found)
