"""The first real cause among many events."""

from __future__ import annotations

from datetime import UTC, datetime

from shipway.deploy.diagnose import cluster_of, first_failure, sentence
from shipway.ports import StackEvent


def event(resource: str, status: str, reason: str = "", type: str = "AWS::RDS::DBInstance") -> StackEvent:
    return StackEvent(
        resource + status, datetime(2026, 1, 1, tzinfo=UTC), "shop-dev-data", resource, type, status, reason
    )


STACK = "AWS::CloudFormation::Stack"
CANCELLED = "Resource creation cancelled"


def test_cancellations_are_no_cause() -> None:
    events = [
        event("Cache", "CREATE_FAILED", CANCELLED),
        event("Database", "CREATE_FAILED", "no such class"),
        event(
            "shop-dev-data", "ROLLBACK_IN_PROGRESS", "The following resource(s) failed to create: [Database].", STACK
        ),
    ]
    cause = first_failure(events)
    assert cause is not None
    assert sentence(cause) == "Database (AWS::RDS::DBInstance): no such class"


def test_stack_itself_is_the_cause_where_nothing_else_failed() -> None:
    cause = first_failure([event("shop-dev-data", "UPDATE_ROLLBACK_FAILED", "not allowed", STACK)])
    assert cause is not None
    assert cause.reason == "not allowed"


def test_consequences_alone_are_no_cause() -> None:
    assert first_failure([event("Cache", "CREATE_FAILED", CANCELLED)]) is None
    assert first_failure([event("Cache", "CREATE_COMPLETE")]) is None


def test_missing_reason_is_said() -> None:
    assert sentence(event("Cache", "CREATE_FAILED")).endswith("AWS gave no reason")


def test_cluster_of_a_service() -> None:
    assert cluster_of("arn:aws:ecs:us-east-1:123456789012:service/shop-dev/web") == "shop-dev"
    assert cluster_of("arn:aws:ecs:us-east-1:123456789012:service/web") == "default"
