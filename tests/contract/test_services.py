"""The other services behind their ports."""

from __future__ import annotations

import pytest

from contract import templates
from contract.conftest import Subject
from shipway.errors import CloudError, NotFound
from shipway.model.sensitive import Sensitive


def test_account_has_twelve_digits(subject: Subject) -> None:
    account = subject.cloud.identity.account()
    assert len(account) == 12
    assert account.isdigit()


def _bucket(subject: Subject) -> str:
    return subject.made(templates.bucket())["Store"]


def test_conditional_write(subject: Subject) -> None:
    bucket, objects = _bucket(subject), subject.cloud.objects
    assert objects.put(bucket, "locks/a.json", b"mine", only_if_absent=True) is True
    assert objects.put(bucket, "locks/a.json", b"yours", only_if_absent=True) is False
    assert objects.get(bucket, "locks/a.json") == b"mine"
    assert objects.put(bucket, "locks/a.json", b"renewed") is True
    assert objects.get(bucket, "locks/a.json") == b"renewed"


def test_objects_come_and_go(subject: Subject) -> None:
    bucket, objects = _bucket(subject), subject.cloud.objects
    assert objects.get(bucket, "none") is None
    for key in ("releases/b.json", "releases/a.json", "other"):
        objects.put(bucket, key, b"{}")
    assert list(objects.list(bucket, "releases/")) == ["releases/a.json", "releases/b.json"]
    objects.delete(bucket, "other")
    objects.delete(bucket, "other")
    assert list(objects.list(bucket, "o")) == []


def test_missing_bucket_is_an_error(subject: Subject) -> None:
    with pytest.raises(NotFound, match="could not read s3://there-is-none"):
        subject.cloud.objects.get("there-is-none", "key")


def test_secret_made_empty_is_filled_once(subject: Subject) -> None:
    arn = subject.made(templates.secret())["Key"]
    assert subject.cloud.secrets.has_value(arn) is False
    assert subject.cloud.secrets.put(arn, Sensitive("hunter2"))
    assert subject.cloud.secrets.has_value(arn) is True


def test_refused_secret_is_in_no_message(subject: Subject) -> None:
    arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:none-AbCdEf"
    with pytest.raises(NotFound) as caught:
        subject.cloud.secrets.put(arn, Sensitive("hunter2"))
    chain: BaseException | None = caught.value
    while chain is not None:
        assert "hunter2" not in repr(chain)
        chain = chain.__cause__ or chain.__context__


def test_image_digest_by_tag(subject: Subject) -> None:
    name = subject.made(templates.repository(subject.unique("shop/web")))["Images"]
    uri, images = f"{subject.cloud.identity.account()}.dkr.ecr.us-east-1.amazonaws.com/{name}", subject.cloud.images
    assert images.digest(uri, "abc") is None
    subject.raw("ecr").put_image(repositoryName=name, imageManifest=MANIFEST, imageTag="abc")
    assert str(images.digest(uri, "abc")).startswith("sha256:")
    assert images.digest(uri, "other") is None
    assert images.clear(name) == 1
    assert images.digest(uri, "abc") is None
    assert images.clear(name) == 0


def test_absent_repository_has_no_image(subject: Subject) -> None:
    assert subject.cloud.images.digest("123456789012.dkr.ecr.us-east-1.amazonaws.com/none/such", "abc") is None
    assert subject.cloud.images.clear("none/such") == 0


def test_registry_password_is_hidden(subject: Subject) -> None:
    registry, user, password = subject.cloud.images.login()
    assert user == "AWS"
    assert "://" not in registry
    assert password.reveal()
    assert str(password) == "<hidden>"


def test_logs_of_an_absent_group_are_none(subject: Subject) -> None:
    assert list(subject.cloud.logs.tail("/ecs/none/such", "")) == []


def test_last_lines_of_the_newest_stream(subject: Subject) -> None:
    group = subject.made(templates.logs(), parameters={"Stage": "x"})["Lines"]
    client = subject.raw("logs")
    now = int(subject.cloud.clock.now().timestamp() * 1000)
    for stream, age in (("web/web/1", 9000), ("web/web/2", 1000)):
        client.create_log_stream(logGroupName=group, logStreamName=stream)
        events = [{"timestamp": now - age + n, "message": f"{stream} line {n}"} for n in range(3)]
        client.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)
    assert list(subject.cloud.logs.tail(group, "", 2)) == ["web/web/2 line 1", "web/web/2 line 2"]
    assert list(subject.cloud.logs.tail(group, "web/web/1", 1)) == ["web/web/1 line 2"]
    assert list(subject.cloud.logs.tail(group, "worker")) == []


def test_absent_service_is_none(subject: Subject) -> None:
    cluster = subject.made(templates.cluster())["Home"]
    assert subject.cloud.tasks.service(cluster, "none") is None
    assert subject.cloud.tasks.service("no-such-cluster", "none") is None
    assert list(subject.cloud.tasks.stopped("no-such-cluster", "none")) == []


def test_unknown_task_is_not_found(subject: Subject) -> None:
    cluster = subject.made(templates.cluster())["Home"]
    with pytest.raises(NotFound, match="could not look at the task"):
        subject.cloud.tasks.state(cluster, f"arn:aws:ecs:us-east-1:123456789012:task/{cluster}/{'0' * 32}")


def test_task_runs_to_its_end(subject: Subject) -> None:
    made = subject.made(templates.job())
    task = subject.cloud.tasks.run(made["Home"], made["Job"], [made["Subnet"]], made["Group"], public_ip=True)
    for _ in range(50):
        state = subject.cloud.tasks.state(made["Home"], task)
        if state.status == "STOPPED":
            break
        subject.sleep()
    assert (state.status, state.exit_code) == ("STOPPED", 0)


def test_unknown_target_group_is_not_found(subject: Subject) -> None:
    arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/none/0123456789abcdef"
    with pytest.raises(NotFound, match="could not ask for the health"):
        subject.cloud.load_balancers.target_health(arn)


def test_unknown_database_is_not_found(subject: Subject) -> None:
    with pytest.raises(NotFound, match="could not switch the deletion protection of the database none"):
        subject.cloud.snapshots.deletion_protection("none", False)


def test_unknown_job_is_an_error(subject: Subject) -> None:
    cluster = subject.made(templates.cluster())["Home"]
    with pytest.raises(CloudError, match="could not run the task"):
        subject.cloud.tasks.run(cluster, "no-such-definition:1", ["subnet-0"], "sg-0")


MANIFEST = """{
 "schemaVersion": 2,
 "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
 "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 7023,
  "digest": "sha256:b5b2b2c507a0944348e0303114d8d93aaaa081732b86451d9bce1f432a537bc7"},
 "layers": []
}"""
