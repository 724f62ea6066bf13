"""AWS CloudFormation behind ports.Stacks."""

from __future__ import annotations

import pytest

from contract import templates
from contract.conftest import Subject
from shipway.deploy.diagnose import first_failure
from shipway.errors import CloudError


def test_absent_stack_is_none(subject: Subject) -> None:
    name = subject.unique()
    assert subject.cloud.stacks.find(name) is None
    assert subject.cloud.stacks.look(name) is None
    assert list(subject.cloud.stacks.events(name)) == []
    assert list(subject.cloud.stacks.resources(name)) == []


def test_create_through_a_change_set(subject: Subject) -> None:
    name = subject.unique()
    proposed = subject.proposed(name, templates.logs(), {"Stage": "one"}, {"shipway:app": "other"})
    assert [(c.resource, c.type, c.action) for c in proposed.changes] == [("Lines", "AWS::Logs::LogGroup", "Add")]
    subject.cloud.stacks.execute(name, proposed.id)
    live = subject.settled(name)
    assert live.status == "CREATE_COMPLETE"
    assert live.template == templates.logs()
    assert live.parameters == {"Stage": "one"}
    assert live.tags["shipway:app"] == "other"
    assert live.protected is False


def test_outputs_after_creation(subject: Subject) -> None:
    live = subject.deployed(subject.unique(), templates.logs(), parameters={"Stage": "one"})
    assert live.outputs["Stage"] == "one"
    assert live.outputs["Group"]


def test_proposed_stack_is_under_review(subject: Subject) -> None:
    name = subject.unique()
    subject.proposed(name, templates.logs(), {"Stage": "one"})
    assert subject.cloud.stacks.look(name).status == "REVIEW_IN_PROGRESS"
    again = subject.proposed(name, templates.logs(), {"Stage": "two"})
    subject.cloud.stacks.execute(name, again.id)
    assert subject.settled(name).parameters == {"Stage": "two"}


def test_events_are_oldest_first_and_continue(subject: Subject) -> None:
    name = subject.unique()
    subject.deployed(name, templates.logs(), parameters={"Stage": "one"})
    events = subject.cloud.stacks.events(name)
    made = [event.status for event in events if event.resource == "Lines"]
    assert made[0] == "CREATE_IN_PROGRESS"
    assert made[-1] == "CREATE_COMPLETE"
    assert events[-1].type == "AWS::CloudFormation::Stack"
    assert list(subject.cloud.stacks.events(name, events[-1].id)) == []
    assert list(subject.cloud.stacks.events(name, events[1].id)) == list(events[2:])


def test_resources_of_a_stack(subject: Subject) -> None:
    name = subject.unique()
    subject.deployed(name, templates.logs(extra=True), parameters={"Stage": "one"})
    rows = {row.logical_id: row for row in subject.cloud.stacks.resources(name)}
    assert rows["Lines"].physical_id
    assert {row.status for row in rows.values()} == {"CREATE_COMPLETE"}
    assert rows["More"].type == "AWS::Logs::LogGroup"


def test_update_names_what_it_changes(subject: Subject) -> None:
    name = subject.unique()
    subject.deployed(name, templates.logs(7, extra=True), parameters={"Stage": "one"})
    proposed = subject.proposed(name, templates.logs(14), {"Stage": "one"})
    assert {(c.resource, c.action) for c in proposed.changes} == {("Lines", "Modify"), ("More", "Remove")}
    subject.cloud.stacks.execute(name, proposed.id)
    live = subject.settled(name)
    assert live.status == "UPDATE_COMPLETE"
    assert [row.logical_id for row in subject.cloud.stacks.resources(name)] == ["Lines"]


def test_update_says_that_it_replaces(subject: Subject) -> None:
    name, first, second = subject.unique(), subject.unique("bucket"), subject.unique("bucket")
    subject.deployed(name, templates.bucket(BucketName=first))
    proposed = subject.proposed(name, templates.bucket(BucketName=second))
    assert [(c.resource, c.action, c.replacement) for c in proposed.changes] == [("Store", "Modify", "True")]


def test_empty_change_set_is_told_from_a_failed_one(subject: Subject) -> None:
    name = subject.unique()
    subject.deployed(name, templates.logs(), parameters={"Stage": "one"})
    proposed = subject.proposed(name, templates.logs(), {"Stage": "one"})
    assert (proposed.status, proposed.empty) == ("FAILED", True)
    subject.cloud.stacks.discard(name, proposed.id)
    assert subject.settled(name).status == "CREATE_COMPLETE"


def test_failed_creation_rolls_back_and_says_why(subject: Subject) -> None:
    name = subject.unique()
    live = subject.deployed(name, templates.broken())
    assert live.status == "ROLLBACK_COMPLETE"
    cause = first_failure(subject.cloud.stacks.events(name))
    assert cause is not None
    assert cause.resource == "Second"
    assert cause.reason
    subject.cloud.stacks.delete(name)
    assert subject.settled(name) is None


def test_delete_removes_the_stack(subject: Subject) -> None:
    name = subject.unique()
    live = subject.deployed(name, templates.logs(), parameters={"Stage": "one"})
    subject.cloud.stacks.delete(name)
    assert subject.settled(name) is None
    assert any(event.status == "DELETE_COMPLETE" for event in subject.cloud.stacks.events(live.id))


def test_protected_stack_cannot_be_deleted(subject: Subject) -> None:
    name = subject.unique()
    subject.deployed(name, templates.logs(), parameters={"Stage": "one"})
    subject.cloud.stacks.protect(name, True)
    assert subject.cloud.stacks.look(name).protected is True
    with pytest.raises(CloudError, match="could not delete the stack"):
        subject.cloud.stacks.delete(name)
    subject.cloud.stacks.protect(name, False)
    subject.cloud.stacks.delete(name)
    assert subject.settled(name) is None


def test_list_by_tags(subject: Subject) -> None:
    app, one, two = subject.unique("app"), subject.unique(), subject.unique()
    for name, stage in ((one, "dev"), (two, "production")):
        tags = {"shipway:app": app, "shipway:environment": stage}
        subject.deployed(name, templates.logs(), parameters={"Stage": stage}, tags=tags)
    assert subject.cloud.stacks.list({"shipway:app": app}) == sorted([one, two])
    assert subject.cloud.stacks.list({"shipway:app": app, "shipway:environment": "dev"}) == [one]


def test_drift_of_an_untouched_stack(subject: Subject) -> None:
    name = subject.unique()
    subject.deployed(name, templates.logs(), parameters={"Stage": "one"})
    detection = subject.cloud.stacks.detect_drift(name)
    for _ in range(100):
        found = subject.cloud.stacks.drift(name, detection)
        if found is not None:
            break
        subject.sleep()
    assert found == ("IN_SYNC", [("Lines", "IN_SYNC")])


def test_broken_template_is_refused_in_words(subject: Subject) -> None:
    with pytest.raises(CloudError) as caught:
        subject.proposed(subject.unique(), {"Resources": {"Odd": {"Type": "AWS::Logs::LogGroup", "DependsOn": "None"}}})
    assert caught.value.what.startswith("could not propose the changes to contract-")


def test_missing_parameter_is_refused(subject: Subject) -> None:
    with pytest.raises(CloudError, match="Stage"):
        subject.proposed(subject.unique(), templates.logs(), {})
