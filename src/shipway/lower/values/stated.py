"""What the manifest states for every program besides Compose: `env:`, and the names of `secrets:`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics, Origin
from shipway.engines.catalogue import SERVERS
from shipway.lower.decide.datastores import Replaced
from shipway.lower.decide.decide import Decided
from shipway.lower.identify.detect import Detected
from shipway.lower.values import classify
from shipway.lower.values.draft import Draft, Hidden, hidden, written
from shipway.lower.values.passwords import hiding
from shipway.lower.values.variables import Given
from shipway.manifest.types import Manifest
from shipway.model.value import Attribute, Key, Part, RouteUrl

REFERENCE = r"\$\{([\w.-]+)\.(\w+)\}"


def stated(decided: Decided, diagnostics: Diagnostics) -> tuple[Given, ...]:
    """`env:` of the manifest; `${api.host}` is a route's address, `${db.host}` an attribute of a managed datastore."""
    public = {route.workload for route in decided.routes}
    found: list[Given] = []
    for name, text, origin in decided.wanted.manifest.env:
        parts = tuple(_parts(text, decided.stores, public, origin, diagnostics))
        plain = all(isinstance(part, str) for part in parts)
        secret = plain and classify.secret_variable(name, text)
        draft: Draft = (Hidden(name, text, origin),) if secret else hiding(parts, name, origin, "")
        if hidden(draft):
            diagnostics.warning(
                "manifest.secret-in-env",
                f"{name} looks like a secret and is written in the manifest",
                origin,
                fix=f"Remove it here, write `secrets: [{name}]`, and run `shipway secrets set {name}`.",
            )
        found.append(Given(name, draft, origin))
    return tuple(found)


def _parts(
    text: str, stores: Mapping[str, Replaced], public: Collection[str], origin: Origin, diagnostics: Diagnostics
) -> Iterator[Part]:
    position = 0
    for match in re.finditer(REFERENCE, text):
        name, attribute = match.groups()
        if match.start() > position:
            yield text[position : match.start()]
        position = match.end()
        if name in public and attribute in ("host", "url"):
            yield RouteUrl(name, host_only=attribute == "host")
        elif name in stores and attribute in tuple(Key):
            yield Attribute(name, Key(attribute))
        else:
            diagnostics.error(
                "manifest.unknown-reference",
                f"{match.group()} is neither a public service's address nor an attribute of a managed datastore",
                origin,
                detail=f"A service has host and url; a datastore has {', '.join(Key)}.",
                fix=f"Known names: {', '.join(sorted({*public, *stores})) or 'none in this project'}.",
            )
    if position < len(text):
        yield text[position:]


def over(
    service: Service, own: Iterable[Given], stated: Iterable[Given], manifest: Manifest, owners: Collection[str]
) -> tuple[Given, ...]:
    """What the manifest puts over a program's own variables: its `env:`, and what it calls a secret.

    owners: the variables that some service declares: these alone are given them, those that name what is not deployed
    without a value.
    """
    declared = {variable.name for variable in service.environment}
    found = {one.name: one for one in stated}
    known: dict[str, Given] = {**{one.name: one for one in own}, **found}
    for name, origin in manifest.secrets:
        given = known.get(name)
        if given is None and name in owners and name not in declared:
            continue
        draft = given.draft if given is not None else ()
        text = written(draft)
        if text is not None and not (len(draft) == 1 and hidden(draft)):
            secret: Draft = (Hidden(name, text, given.origin if given else None, service.name),)
            found[name] = Given(name, secret, origin)
    return tuple(found.values())


def program(detected: Detected) -> bool:
    """Whether it is not a database, cache or broker: these have their own settings."""
    return detected.engine is None or detected.engine.role not in SERVERS
