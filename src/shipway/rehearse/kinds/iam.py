"""IAM: policies are for roles that exist."""

from __future__ import annotations

from shipway.rehearse.kinds.kind import Kind
from shipway.rehearse.work import Work


def _check(work: Work) -> None:
    """https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html"""
    names = work.properties.get("Roles") or [work.properties.get("RoleName")]
    for name in names:
        if name and work.region.store.find("AWS::IAM::Role", str(name)) is None:
            raise work.service_failure(f"The role with name {name} cannot be found.", "NotFound", "Iam")


KINDS = {"AWS::IAM::Policy": Kind(check=_check), "AWS::IAM::RolePolicy": Kind(check=_check)}
