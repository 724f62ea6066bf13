"""A workload's values as ECS takes them: plain variables, and variables that the agent reads from a secret."""

from __future__ import annotations

from shipway.managed.dialects import caller
from shipway.model.value import Value
from shipway.model.workload import Workload
from shipway.resources.container import Contents
from shipway.topology.delivery import Delivery, SecretSource
from shipway.topology.graph import Property, Ref
from shipway.topology.properties import sub


class Delivered:
    """`read` are the secrets that the workload's execution role must read."""

    def __init__(self, workload: Workload, delivery: Delivery) -> None:
        self.workload = workload
        self.delivery = delivery
        self.caller = caller(workload)
        self.read: list[str] = []

    def main(self) -> Contents:
        """What the workload's own container is given."""
        plain, secrets = self._split(self.workload.environment)
        command, entrypoint = self._words(self.workload.command), self._words(self.workload.entrypoint)
        return Contents(plain, secrets, command, entrypoint)

    def files(self) -> Contents:
        """The contents of the secret files, FILE_1 the first one's."""
        numbered = tuple((f"FILE_{n}", file.value) for n, file in enumerate(self.workload.secret_files, 1))
        return Contents(*self._split(numbered))

    def _split(
        self, variables: tuple[tuple[str, Value], ...]
    ) -> tuple[list[tuple[str, Property]], list[tuple[str, Property]]]:
        """(the plain ones, those from secrets)."""
        plain: list[tuple[str, Property]] = []
        secrets: list[tuple[str, Property]] = []
        for name, value in variables:
            if not self.delivery.secret(value):
                plain.append((name, self.delivery.plain(value, self.caller)))
                continue
            source = self.delivery.source(value, self.workload.name, name, self.caller)
            secrets.append((name, value_from(source)))
            self.read.append(source.id)
        return plain, secrets

    def _words(self, words: tuple[Value, ...] | None) -> list[Property] | None:
        return None if words is None else [self.delivery.plain(word, self.caller) for word in words]


def value_from(source: SecretSource) -> Property:
    """The secret's ARN, or `ARN:KEY::` for a key of its JSON; both trailing colons belong to it.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
    """
    return sub(f"${{A}}:{source.key}::", {"A": Ref(source.id)}) if source.key else Ref(source.id)
