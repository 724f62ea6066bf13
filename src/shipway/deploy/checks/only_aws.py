"""What no rehearsal can answer, said as such."""

from __future__ import annotations

from shipway.deploy.checks.report import Check, Checks, Scene, Status

_OPEN = (
    ("capacity", "whether the zones have room for these tasks and databases"),
    ("quotas", "whether the account's quotas allow them"),
    ("images start", "whether the containers start, and answer their health checks"),
    ("datastores accept connections", "whether the databases take the users and passwords they were given"),
)


def only_aws(scene: Scene) -> Checks:
    """On AWS these are answered by the deployment itself: tasks ran and targets answered."""
    if not scene.cloud.real:
        for name, question in _OPEN:
            yield Check(name, scene.plan.environment, Status.ONLY_AWS, f"only AWS can say {question}")
