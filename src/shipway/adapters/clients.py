"""boto3 clients, made one at a time when they are first needed: each costs tens of milliseconds."""

from __future__ import annotations

from typing import Any


class Clients:
    """`clients("ecs")` is the session's ECS client, always the same one.

    endpoint_url: another address for every service, for emulators. Retries: botocore's standard mode, 8 attempts, since
    CloudFormation and ECS throttle pollers.
    https://docs.aws.amazon.com/boto3/latest/guide/retries.html
    """

    def __init__(self, session: Any, endpoint_url: str | None = None) -> None:
        self._session = session
        self._endpoint_url = endpoint_url
        self._made: dict[str, Any] = {}

    @property
    def region(self) -> str:
        return str(self._session.region_name or "")

    def __call__(self, service: str) -> Any:
        if service not in self._made:
            self._made[service] = self._make(service)
        return self._made[service]

    def _make(self, service: str) -> Any:
        from botocore.config import Config

        from shipway.adapters.errors import translated

        config = Config(
            retries={"mode": "standard", "max_attempts": 8},
            connect_timeout=10,
            read_timeout=60,
            user_agent_extra="shipway",
        )
        with translated(f"prepare calls to {service}"):
            return self._session.client(service, config=config, endpoint_url=self._endpoint_url)
