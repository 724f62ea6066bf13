"""What Fargate wants done between and after its stacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shipway.model.workload import Workload
from shipway.naming import log_group
from shipway.resources.secret import user_secret_id
from shipway.targets.fargate.draft import Draft
from shipway.targets.fargate.images import repository_id
from shipway.targets.fargate.workload import WorkloadDesign
from shipway.topology.actions import BuildImage, StoreSecret, WaitService
from shipway.topology.graph import Ref, StackKind, StackSpec
from shipway.topology.images import build_image


def builds(images: Iterable[Workload], stacks: Sequence[StackSpec]) -> tuple[BuildImage, ...]:
    """A failing image build shows before anything that costs money is created."""
    before = tuple(spec.name for spec in stacks if not spec.kind.shared)
    return tuple(build_image(one, Ref(repository_id(one.image.name)), before) for one in images)


def stores(draft: Draft, stacks: Sequence[StackSpec]) -> tuple[StoreSecret, ...]:
    """The user's secrets have their values before any workload starts."""
    before = tuple(spec.name for spec in stacks if spec.kind is StackKind.WORKLOAD)
    return tuple(
        StoreSecret(f"store-{secret.name}", (), secret.name, Ref(user_secret_id(secret.name)), secret.source, before)
        for secret in draft.application.secrets
    )


def waits(draft: Draft, designs: Iterable[WorkloadDesign]) -> tuple[WaitService, ...]:
    """CloudFormation waits for a service too; this waits for a rollout that another deployment began."""
    return tuple(
        WaitService(
            id=f"wait-{design.tasks.name}",
            after=(),
            workload=design.tasks.name,
            cluster=Ref("Cluster"),
            service=Ref(design.service, "Name"),
            log_group=log_group(draft.application.name, draft.environment.name, design.tasks.name),
        )
        for design in designs
        if design.service
    )
