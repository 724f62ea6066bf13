"""The user's secrets: which have a value, and storing one. No value is ever read back."""

from __future__ import annotations

from shipway.errors import NotFound, ShipwayError
from shipway.model.sensitive import Sensitive
from shipway.naming import stack_name
from shipway.ports import Cloud
from shipway.records import record
from shipway.topology.actions import StoreSecret
from shipway.topology.graph import Ref, Topology


@record
class SecretState:
    """source: where the project has the value, "" where it has none. arn: "" before the first deployment."""

    name: str
    source: str
    arn: str
    stored: bool


def secrets(topology: Topology, cloud: Cloud) -> tuple[SecretState, ...]:
    """The state of every secret that the application needs from its user."""
    found = []
    for spec in topology.every(StoreSecret):
        arn = _arn(topology, spec, cloud)
        source = str(spec.source) if spec.source else ""
        found.append(SecretState(spec.name, source, arn, bool(arn) and cloud.secrets.has_value(arn)))
    return tuple(found)


def store(topology: Topology, name: str, value: Sensitive, cloud: Cloud) -> str:
    """Store a new value and return its version id.

    Raises NotFound where the application has no such secret, ShipwayError where it is not deployed yet.
    """
    spec = next((one for one in topology.every(StoreSecret) if one.name == name), None)
    if spec is None:
        known = ", ".join(one.name for one in topology.every(StoreSecret)) or "none"
        raise NotFound(f"{topology.app} has no secret {name}", f"its secrets are: {known}")
    arn = _arn(topology, spec, cloud)
    if not arn:
        raise ShipwayError(
            f"{name} cannot be stored yet: {topology.app} {topology.environment} is not deployed",
            f"add {name} to .env for the first deployment, or run `shipway deploy`, which creates the secret and "
            "stops where a value is missing; then store it and deploy again",
        )
    return cloud.secrets.put(arn, value)


def _arn(topology: Topology, spec: StoreSecret, cloud: Cloud) -> str:
    if not isinstance(spec.secret, Ref):
        return ""
    id = spec.secret.id
    name = stack_name(topology.app, topology.environment, topology.resource(id).stack)
    if cloud.stacks.look(name) is None:
        return ""
    return next((row.physical_id for row in cloud.stacks.resources(name) if row.logical_id == id), "")
