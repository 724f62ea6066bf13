"""Secrets: what is hidden, wherever in the project it stands, and what stays in the open."""

from __future__ import annotations

from collections.abc import Collection

from shipway.lower.values.draft import Hidden
from shipway.lower.values.secrets import Secrets, collected
from shipway.model.value import Part, SecretRef


def found(*secrets: tuple[str, str], identities: Collection[str] = ()) -> Secrets:
    return collected((Hidden(name, value, None, "web") for name, value in secrets), identities)


def concealed(secrets: Secrets, written: str) -> tuple[Part, ...]:
    return secrets.value((written,), None).parts


def test_a_secret_of_a_later_service_is_hidden_in_an_earlier_one_too() -> None:
    secrets = found(("FIRST", "open-sesame-1"), ("SECOND", "swordfish-22"))
    assert concealed(secrets, "x open-sesame-1") == ("x ", SecretRef("FIRST"))
    assert concealed(secrets, "y swordfish-22") == ("y ", SecretRef("SECOND"))


def test_an_empty_secret_gets_the_value_that_somebody_gives_it() -> None:
    secrets = found(("TOKEN", ""), ("TOKEN", "swordfish-22"))
    assert concealed(secrets, "swordfish-22") == (SecretRef("TOKEN"),)
    assert set(secrets.names.values()) == {"TOKEN"}


def test_a_name_that_is_a_password_as_well_stays_in_the_open() -> None:
    one = ("POSTGRES_PASSWORD", "warehouse")
    assert concealed(found(one), "celery -A warehouse") == ("celery -A ", SecretRef("POSTGRES_PASSWORD"))
    assert concealed(found(one, identities={"warehouse"}), "celery -A warehouse") == ("celery -A warehouse",)


def test_the_longest_of_two_secrets_is_hidden_whole() -> None:
    secrets = found(("A_SHORT", "swordfish"), ("LONG", "swordfish.and.chips"))
    assert concealed(secrets, "eat swordfish.and.chips now") == ("eat ", SecretRef("LONG"), " now")


def test_a_word_that_only_holds_a_secret_s_letters_is_none() -> None:
    secrets = found(("PASSWORD", "horses"))
    parts = concealed(secrets, "seahorses, horses-and, horses!")
    assert parts == ("seahorses, horses-and, ", SecretRef("PASSWORD"), "!")


def test_a_name_with_several_values_gets_the_services_in_front_whichever_comes_first() -> None:
    one, other = Hidden("KEY", "open-sesame-1", None, "a"), Hidden("KEY", "swordfish-22", None, "b-1")
    for order in ((one, other), (other, one)):
        assert dict(collected(order, ()).names) == {one: "A_KEY", other: "B_1_KEY"}


def test_a_password_in_a_url_that_a_variable_holds_too_is_one_secret() -> None:
    url = Hidden("API_URL_PASSWORD", "swordfish-22", None, "web", shared=True)
    variable = Hidden("APP_PASS", "swordfish-22", None, "db")
    for order in ((url, variable), (variable, url)):
        names = collected(order, ()).names
        assert names[url] in ("APP_PASS", "API_URL_PASSWORD")
        assert names[variable] == "APP_PASS"


def test_values_that_nobody_uses_are_not_stored() -> None:
    secrets = found(("USED", "swordfish-22"), ("UNUSED", "open-sesame-1"))
    assert {name: value.reveal() for name, value in secrets.values({"USED"}).items()} == {"USED": "swordfish-22"}
    assert [one.name for one in secrets.secrets({"USED"})] == ["USED"], "a deployment waits for each that there is"


def test_nothing_that_holds_a_value_prints_it() -> None:
    secrets = found(("TOKEN", "swordfish-22"))
    assert "swordfish-22" not in repr(secrets)
    assert "swordfish-22" not in repr(Hidden("TOKEN", "swordfish-22"))


def test_names_do_not_depend_on_what_else_the_project_has() -> None:
    """A secret whose name changes is another secret: its value would have to be set again."""
    several = tuple(Hidden("KEY", f"swordfish-{number}", None, "web") for number in range(4))
    expected = ["WEB_KEY", "WEB_WEB_KEY", "WEB_WEB_KEY_2", "WEB_WEB_KEY_3"]
    assert [collected(several, ()).names[one] for one in several] == expected
    more = (*(Hidden(f"MORE_{number}", f"open-sesame-{number}", None, "web") for number in range(3)), *several)
    secrets = collected(more, ())
    assert [secrets.names[one] for one in several] == expected
    assert len(secrets.known) == len(set(secrets.names.values())) == 7
