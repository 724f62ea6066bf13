"""AWS Secrets Manager: values go in; none comes out."""

from __future__ import annotations

from shipway.adapters.clients import Clients
from shipway.adapters.errors import translated
from shipway.errors import CloudError
from shipway.model.sensitive import Sensitive


class SecretsManager:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def has_value(self, arn: str) -> bool:
        """Whether a current version exists; its value is not read."""
        with translated(f"look at the secret {arn}"):
            answer = self._clients("secretsmanager").describe_secret(SecretId=arn)
        versions = answer.get("VersionIdsToStages") or {}
        return any("AWSCURRENT" in stages for stages in versions.values())

    def put(self, arn: str, value: Sensitive) -> str:
        """Store a new current version; returns its version id."""
        failure: CloudError
        try:
            with translated(f"store a value in the secret {arn}"):
                answer = self._clients("secretsmanager").put_secret_value(SecretId=arn, SecretString=value.reveal())
                return str(answer["VersionId"])
        except CloudError as error:
            failure = type(error)(error.what, error.next_step, error.code)
        # Raised outside of the handler: the chain below it holds the request, and the request holds the value.
        raise failure
