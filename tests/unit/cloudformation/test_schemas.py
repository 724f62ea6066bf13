"""The bundle of resource schemas."""

from __future__ import annotations

import jsonschema_rs
import pytest

from shipway.cloudformation.schemas import UnknownType, covers, known_types, reaches, schema


@pytest.mark.parametrize("name", sorted(known_types()))
def test_every_bundled_type_loads_and_compiles(name: str) -> None:
    found = schema(name)
    jsonschema_rs.Draft202012Validator(dict(found.raw))
    assert found.ref, "nothing says what Ref gives"
    assert all(found.property_schema(path) is not None for path in found.attributes.values()), name
    assert all(found.property_schema(path) is not None for path in found.create_only), name


def test_the_view_of_a_type() -> None:
    database = schema("AWS::RDS::DBInstance")
    assert database.ref_property == "DBInstanceIdentifier"
    assert database.attributes["Endpoint.Address"] == "Endpoint/Address"
    assert database.type_of("AllocatedStorage") == "string"
    assert database.type_of("BackupRetentionPeriod") == "integer"
    assert database.type_of("Tags/0/Key") == "string"
    assert database.type_of("Nothing/There") is None
    assert "Engine" in database.conditional_create_only
    assert "StorageEncrypted" in database.create_only
    assert schema("AWS::WAFv2::WebACL").ref_property is None


def test_an_unknown_type_is_named() -> None:
    with pytest.raises(UnknownType, match="AWS::Nothing::Here"):
        schema("AWS::Nothing::Here")


def test_paths() -> None:
    assert covers(["Tags/*/Key"], "Tags/0/Key/x")
    assert not covers(["Tags/*/Key"], "Tags/0")
    assert reaches(["Tags/*/Key"], "Tags/0")
    assert not reaches(["Tags"], "Tags")
