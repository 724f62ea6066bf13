"""Amazon RDS: what CloudFormation cannot do to a database before it goes."""

from __future__ import annotations

from shipway.adapters.clients import Clients
from shipway.adapters.errors import translated


class RdsSnapshots:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def deletion_protection(self, identifier: str, enabled: bool) -> None:
        """Switch deletion protection of a DB instance, at once."""
        with translated(f"switch the deletion protection of the database {identifier}"):
            self._clients("rds").modify_db_instance(
                DBInstanceIdentifier=identifier, DeletionProtection=enabled, ApplyImmediately=True
            )
