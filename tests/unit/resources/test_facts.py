"""What is known of types of resources, as the rest of Shipway asks for it."""

from __future__ import annotations

import pytest

from shipway.resources.facts import FACTS, exclusive, fact, types


def test_what_nothing_is_known_of_is_nothing() -> None:
    known = fact("AWS::IAM::Role")
    assert (known.word, known.data, known.hourly, known.service, known.revised) == ("", False, False, "", False)


def test_every_row_has_a_word_and_says_something() -> None:
    for type, known in FACTS.items():
        assert known.word, type
        said = (known.data, known.hourly, known.service, known.runs, known.revised, known.exclusive)
        assert any(said), type
        assert known.data or not known.store, type


@pytest.mark.parametrize("type", ["AWS::RDS::DBInstance", "AWS::EFS::FileSystem", "AWS::SecretsManager::Secret"])
def test_losing_it_is_named(type: str) -> None:
    assert fact(type).data


def test_services_are_waited_for_and_revisions_are_no_loss() -> None:
    assert types(lambda known: known.service) == ("AWS::ECS::Service", "AWS::Lightsail::Container")
    assert types(lambda known: known.revised) == ("AWS::ECS::TaskDefinition",)
    assert "AWS::SecretsManager::Secret" not in types(lambda known: known.store)


def test_what_has_a_name_of_its_own_stands_in_its_successors_way() -> None:
    assert exclusive({"Type": "AWS::EC2::SecurityGroupIngress"})
    assert exclusive({"Type": "AWS::IAM::Role", "Properties": {"RoleName": "web"}})
    assert not exclusive({"Type": "AWS::IAM::Role", "Properties": {"Path": "/"}})
