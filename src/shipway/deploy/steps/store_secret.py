"""Store the value of one of the user's secrets if it has none yet."""

from __future__ import annotations

from shipway.deploy.loop import Polling
from shipway.deploy.running import Deployment
from shipway.errors import ShipwayError
from shipway.plan.model import StoreSecret


def store_secret(run: Deployment, step: StoreSecret) -> Polling:
    """An existing value stays: it may have been set or rotated on purpose since the file was written."""
    yield
    arn = run.value(step.secret)
    if run.cloud.secrets.has_value(arn):
        return {"": "has a value already"}
    value = run.cloud.values.value(step.name)
    if value is None:
        raise ShipwayError(
            f"the secret {step.name} has no value: "
            + (
                f"{step.source} had one when the plan was made, and has none now"
                if step.source
                else "no file gives one"
            ),
            f"add {step.name} to .env, or store it with `aws secretsmanager put-secret-value --secret-id {arn} "
            "--secret-string file://FILE`; then run the same command again",
        )
    run.cloud.secrets.put(arn, value)
    return {"": "stored"}
