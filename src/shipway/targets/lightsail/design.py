"""How an Application stands on Lightsail: all containers in one container service, its secrets beside it."""

from __future__ import annotations

from collections.abc import Iterator

from shipway.diagnostics import Diagnostics
from shipway.model.application import Application, Environment
from shipway.naming import lightsail_name
from shipway.resources.bucket import BUCKET_OUTPUT, artifact_bucket
from shipway.resources.container_service import CONTAINERS, SERVICE, container_service
from shipway.resources.secret import user_secret, user_secret_id
from shipway.targets.lightsail.containers import containers
from shipway.targets.lightsail.endpoint import public_endpoint
from shipway.targets.lightsail.fit import fit
from shipway.targets.lightsail.neighbours import neighbours
from shipway.targets.lightsail.options import LightsailOptions
from shipway.topology.actions import Action, StoreSecret, WaitContainerService
from shipway.topology.graph import Ref, Resource, StackKind, StackSpec, Topology
from shipway.words import filled


def design(application: Application, environment: Environment, diagnostics: Diagnostics) -> Topology:
    """What Lightsail cannot give is collected as errors."""
    options = filled(LightsailOptions, environment.options)
    application = fit(application, environment, options, diagnostics)
    made = containers(neighbours(application, diagnostics), application, diagnostics)
    name = lightsail_name(f"{application.name}-{environment.name}", 63)
    service = container_service(name, options.size, options.scale, made, public_endpoint(application, diagnostics))
    return _topology(application, environment, service)


def _topology(application: Application, environment: Environment, service: Resource) -> Topology:
    secrets = [user_secret(secret.name) for secret in application.secrets]
    name, region = str(service.properties["ServiceName"]), environment.region
    single = any(one.scaling.singleton for one in application.workloads)
    stacks = [StackSpec("bootstrap", region, (), StackKind.ACCOUNT)]
    stacks += [StackSpec("data", region)] if secrets else []
    before = ("data",) if secrets else ()
    stacks.append(StackSpec(CONTAINERS, region, before, StackKind.WORKLOAD, name, single))
    return Topology(
        target="lightsail",
        app=application.name,
        environment=environment.name,
        region=region,
        stacks=tuple(stacks),
        resources=(*artifact_bucket(), *secrets, service),
        actions=tuple(_actions(application, name)),
        outputs=(BUCKET_OUTPUT, (CONTAINERS, "Url", Ref(SERVICE, "Url")), (CONTAINERS, "ServiceName", Ref(SERVICE))),
    )


def _actions(application: Application, name: str) -> Iterator[Action]:
    """The user's secrets have their values before the service reads them; then it is waited for, by what it says."""
    for one in application.secrets:
        yield StoreSecret(
            f"store-{one.name}", (), one.name, Ref(user_secret_id(one.name)), one.source, before=(CONTAINERS,)
        )
    names = tuple(lightsail_name(one.name, 53) for one in application.workloads)
    yield WaitContainerService("wait-containers", (), name, Ref(SERVICE), names)
