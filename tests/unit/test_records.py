"""`record` is a dataclass in everything but the cost of its definition."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Mapping

import pytest

from shipway.records import draft, record


@record
class Port:
    """Two required, two with defaults."""

    number: int
    protocol: str
    name: str = ""
    labels: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def text(self) -> str:
        return f"{self.number}/{self.protocol}"


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    number: int
    protocol: str
    name: str = ""
    labels: Mapping[str, str] = dataclasses.field(default_factory=dict)


@record
class Empty:
    """Nothing in it."""


@record
class Checked:
    value: int

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError("negative")


@record
class Named(Port):
    owner: str = ""


def test_is_made_printed_and_taken_apart_as_a_dataclass() -> None:
    port, standard = Port(80, protocol="tcp"), Standard(80, protocol="tcp")
    assert repr(port) == repr(standard).replace("Standard", "Port")
    assert dataclasses.asdict(port) == dataclasses.asdict(standard)
    assert [f.name for f in dataclasses.fields(Port)] == [f.name for f in dataclasses.fields(Standard)]
    assert Port.__match_args__ == Standard.__match_args__
    assert port.text == "80/tcp"
    assert not hasattr(port, "__dict__")


def test_equal_by_class_and_values() -> None:
    assert Port(80, "tcp") == Port(80, "tcp")
    assert Port(80, "tcp") != Port(81, "tcp")
    assert Port(80, "tcp") != Standard(80, "tcp")
    assert Empty() == Empty()
    assert Named(80, "tcp", owner="a") != Port(80, "tcp")


def test_hashes_where_its_values_do() -> None:
    assert {Checked(1), Checked(1)} == {Checked(1)}
    with pytest.raises(TypeError, match="unhashable"):
        hash(Port(80, "tcp"))


def test_cannot_be_changed() -> None:
    port = Port(80, "tcp")
    with pytest.raises(dataclasses.FrozenInstanceError, match="'number'"):
        port.number = 81  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del port.name
    with pytest.raises(dataclasses.FrozenInstanceError):
        port.other = 1  # type: ignore[attr-defined]


def test_replaced_copied_and_pickled() -> None:
    port = Port(80, "tcp", labels={"a": "b"})
    assert dataclasses.replace(port, number=81) == Port(81, "tcp", labels={"a": "b"})
    assert copy.copy(port) == port
    assert copy.deepcopy(port) == port
    assert pickle.loads(pickle.dumps(port)) == port


def test_defaults_are_not_shared() -> None:
    assert Port(1, "tcp").labels is not Port(1, "tcp").labels


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match=r"Port\.__init__\(\) missing 1 required positional argument: 'protocol'"):
        Port(80)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        Port(80, "tcp", colour="red")  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="negative"):
        Checked(-1)


def test_fields_of_the_base_come_first() -> None:
    assert Named(80, "tcp", "http", owner="ada").owner == "ada"


def test_two_values_for_one_field_are_refused() -> None:
    with pytest.raises(TypeError, match="multiple values for argument 'number'"):
        Port(80, "tcp", number=81)  # type: ignore[misc]
    with pytest.raises(TypeError, match="positional argument"):
        Empty(1)  # type: ignore[call-arg]


def test_is_made_the_same_the_first_time_and_the_hundredth() -> None:
    @record
    class Pair:
        """A type of its own, so that its first records are made here."""

        first: int
        second: list[int] = dataclasses.field(default_factory=list)

        def __post_init__(self) -> None:
            if self.first < 0:
                raise ValueError("negative")

    assert [Pair(n).first for n in range(100)] == list(range(100))
    assert Pair(1, second=[2]) == Pair(second=[2], first=1)
    with pytest.raises(ValueError, match="negative"):
        Pair(-1)


def test_a_field_without_repr_is_not_printed() -> None:
    @record
    class Account:
        user: str
        password: str = dataclasses.field(default="", repr=False)

    one = Account("app", "hidden-one-9")
    assert repr(one).endswith("Account(user='app')")
    assert one.password == "hidden-one-9"


@draft
class Basket:
    """Filled step by step."""

    owner: str
    items: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(slots=True)
class StandardBasket:
    owner: str
    items: list[str] = dataclasses.field(default_factory=list)


def test_a_draft_is_a_dataclass_that_can_change() -> None:
    basket, standard = Basket("me"), StandardBasket("me")
    basket.items.append("egg")
    standard.items.append("egg")
    basket.owner = standard.owner = "you"
    assert repr(basket) == repr(standard).replace("StandardBasket", "Basket")
    assert dataclasses.asdict(basket) == {"owner": "you", "items": ["egg"]}
    assert basket == Basket("you", ["egg"])
    assert basket != standard
    assert Basket("x").items is not Basket("x").items
    with pytest.raises(TypeError, match="unhashable"):
        hash(basket)
    with pytest.raises(AttributeError):
        basket.nothing = 1  # type: ignore[attr-defined]
    assert copy.deepcopy(basket) == basket
    assert pickle.loads(pickle.dumps(basket)) == basket
