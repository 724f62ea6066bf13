"""AWS STS: whose account this is."""

from __future__ import annotations

from shipway.adapters.clients import Clients
from shipway.adapters.errors import translated


class StsIdentity:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def account(self) -> str:
        """The twelve digits of the account that the credentials belong to."""
        with translated("ask AWS who we are"):
            return str(self._clients("sts").get_caller_identity()["Account"])
