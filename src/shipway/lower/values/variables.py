"""What each variable of a service means: text, a reference to something that moved, or a secret."""

from __future__ import annotations

from collections.abc import Iterable

from shipway.compose.types import Service, Variable
from shipway.diagnostics import Origin
from shipway.lower.identify.readings import Said
from shipway.lower.values import classify
from shipway.lower.values.draft import Draft, Hidden
from shipway.lower.values.passwords import hiding
from shipway.lower.values.rewire import Rewiring
from shipway.records import record


@record
class Given:
    """A variable that the container is given."""

    name: str
    draft: Draft
    origin: Origin


def given(service: Service, variables: Iterable[Variable], said: Said, rewiring: Rewiring) -> tuple[Given, ...]:
    """The variables in their order; one that is set nowhere and is no secret is left out."""
    found = []
    for variable in variables:
        draft = _unset(variable, service) if variable.value is None else _set(variable, service, said, rewiring)
        if draft is not None:
            found.append(Given(variable.name, draft, variable.origin))
    return tuple(found)


def _unset(variable: Variable, service: Service) -> Draft | None:
    if classify.secret_name(variable.name):
        return (Hidden(variable.name, "", None, service.name),)
    return None


def _set(variable: Variable, service: Service, said: Said, rewiring: Rewiring) -> Draft:
    name, text = variable.name, variable.value or ""
    if text:
        parts = rewiring.rewired(said.variables[name])
        if any(not isinstance(part, str) for part in parts):
            return hiding(parts, name, source(variable), service.name)
    attribute = rewiring.attribute(name, text, rewiring.used)
    if attribute is not None:
        return (attribute,)
    if classify.secret_variable(name, text):
        return (Hidden(name, text, source(variable), service.name),)
    if text == "" and classify.secret_name(name) and variable.raw:
        return (Hidden(name, "", None, service.name),)
    return hiding((text,), name, source(variable), service.name)


def source(variable: Variable) -> Origin:
    """Where the value was written: where the first interpolated part of it was."""
    return next((origin for _, origin in variable.sources if origin is not None), variable.origin)
