"""The vault: what is hidden, however late it came to be known, and what stays in the open."""

from __future__ import annotations

from shipway.lower.secrets import Vault
from shipway.model.value import Part, SecretRef, text


def concealed(vault: Vault, written: str) -> tuple[Part, ...]:
    return vault.conceal(text(written)).parts


def test_a_secret_that_comes_after_a_look_is_hidden_too() -> None:
    """The order of values is kept between looks: a stale one let every later secret through."""
    vault = Vault()
    vault.keep("FIRST", "open-sesame-1", None)
    assert concealed(vault, "x open-sesame-1") == ("x ", SecretRef("FIRST"))
    vault.keep("SECOND", "swordfish-22", None)
    assert concealed(vault, "y swordfish-22") == ("y ", SecretRef("SECOND"))


def test_an_empty_secret_that_gets_its_value_after_a_look_is_hidden() -> None:
    vault = Vault()
    vault.keep("TOKEN", "", None)
    assert concealed(vault, "swordfish-22") == ("swordfish-22",)
    vault.keep("TOKEN", "swordfish-22", None)
    assert concealed(vault, "swordfish-22") == (SecretRef("TOKEN"),)


def test_a_name_that_is_a_password_as_well_stays_in_the_open_from_then_on() -> None:
    vault = Vault()
    vault.keep("POSTGRES_PASSWORD", "warehouse", None)
    assert concealed(vault, "celery -A warehouse") == ("celery -A ", SecretRef("POSTGRES_PASSWORD"))
    vault.identity("warehouse")
    assert concealed(vault, "celery -A warehouse") == ("celery -A warehouse",)


def test_the_longest_of_two_secrets_is_hidden_whole() -> None:
    vault = Vault()
    vault.keep("A_SHORT", "swordfish", None)
    vault.keep("LONG", "swordfish.and.chips", None)
    assert concealed(vault, "eat swordfish.and.chips now") == ("eat ", SecretRef("LONG"), " now")


def test_a_word_that_only_holds_a_secret_s_letters_is_none() -> None:
    vault = Vault()
    vault.keep("PASSWORD", "horses", None)
    assert concealed(vault, "seahorses, horses-and, horses!") == ("seahorses, horses-and, ", SecretRef("PASSWORD"), "!")


def test_values_that_only_a_build_needs_and_unused_ones_are_kept_apart() -> None:
    vault = Vault()
    vault.keep("USED", "swordfish-22", None)
    vault.keep("UNUSED", "open-sesame-1", None)
    vault.building("build:TOKEN", "for-the-build")
    found = {name: value.reveal() for name, value in vault.values(frozenset({"USED"})).items()}
    assert found == {"USED": "swordfish-22", "build:TOKEN": "for-the-build"}
