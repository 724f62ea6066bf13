"""What no rehearsal can answer, reported as such."""

from __future__ import annotations

from shipway.deploy.checks.report import Check, Checks, Scene, Status
from shipway.resources.facts import types

_PROGRAMS = types(lambda fact: fact.runs or fact.revised)
_DATABASES = types(lambda fact: fact.word in ("database", "cache"))
_OPEN = (
    ("capacity", "whether the zones have room for these tasks and databases", (*_PROGRAMS, *_DATABASES)),
    ("quotas", "whether the account's quotas allow them", (*_PROGRAMS, *_DATABASES)),
    ("images start", "whether the containers start, and answer their health checks", _PROGRAMS),
    ("datastores accept connections", "whether the databases take the users and passwords they were given", _DATABASES),
)
"""What is asked, and the types of resource that it is asked about."""


def only_aws(scene: Scene) -> Checks:
    """On AWS these are answered by the deployment itself: tasks ran and targets answered."""
    if not scene.cloud.real:
        for name, question, _ in (one for one in _OPEN if any(scene.seen.every(*one[2]))):
            yield Check(name, scene.plan.environment, Status.ONLY_AWS, f"only AWS can say {question}")
