"""A task that starts at set times, by EventBridge Scheduler."""

from __future__ import annotations

from shipway.naming import logical_id
from shipway.resources.tasks import Tasks
from shipway.topology.graph import Ref, Resource


def schedule(tasks: Tasks, expression: str, role: str) -> Resource:
    """expression: `cron(0 3 * * ? *)` or `rate(1 hour)`. role: what the scheduler may do.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html
    """
    return Resource(
        logical_id(tasks.name, "schedule"),
        tasks.stack,
        "AWS::Scheduler::Schedule",
        {
            "ScheduleExpression": expression,
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "Target": {
                "Arn": Ref("Cluster", "Arn"),
                "RoleArn": Ref(role, "Arn"),
                "EcsParameters": {
                    "TaskDefinitionArn": Ref(tasks.definition),
                    "LaunchType": "FARGATE",
                    "NetworkConfiguration": tasks.network(),
                },
                "RetryPolicy": {"MaximumRetryAttempts": 2},
            },
        },
        subject=tasks.name,
    )
