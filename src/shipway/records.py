"""`@record`, a frozen, slotted dataclass that is defined in a quarter of the time, and `@draft`, one that can change.

A command imports some 120 types before it does anything. `dataclass(frozen=True, slots=True)` compiles six functions
for each, which was a third of `shipway plan`; here `__init__` alone is, for types that are used often; the others are
closures (docs/adr/0008-records.md). dataclasses.fields, replace and asdict work on records as on any dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import _FIELD, MISSING, Field, FrozenInstanceError, field, fields  # type: ignore[attr-defined]
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
_PER_CLASS = ("__dict__", "__weakref__")
FEW = 24  # compiling an `__init__` costs as much as making some thirty records without


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """As `dataclass(frozen=True, slots=True)`. Records compare and hash by class and values."""
    return _made(cls, frozen=True)  # type: ignore[no-any-return]


@dataclass_transform(field_specifiers=(field,))
def draft(cls: type[T]) -> type[T]:
    """As `dataclass(slots=True)`: for what is filled step by step. Drafts compare by class and values."""
    return _made(cls, frozen=False)  # type: ignore[no-any-return]


def _made(cls: Any, *, frozen: bool) -> Any:
    """The class once more, its fields as slots, known to `dataclasses.fields` and its kin as the standard ones are.

    All is in its body from the beginning: each attribute that is set later makes Python go through the class again.
    """
    own = _fields(cls)
    known: dict[str, Field[Any]] = {}
    for base in reversed(cls.__mro__[1:]):
        known |= base.__dict__.get("__dataclass_fields__", {})
    known |= own
    body = {key: value for key, value in cls.__dict__.items() if key not in own and key not in _PER_CLASS}
    body |= {"__qualname__": cls.__qualname__, "__doc__": cls.__doc__ or cls.__name__}
    body |= {"__slots__": (*own,), "__dataclass_fields__": known, "__match_args__": (*known,)}
    made = type(cls)(cls.__name__, cls.__bases__, body | _methods(known, frozen))
    made.__init__ = _first(made)
    return made


def _fields(cls: Any) -> dict[str, Field[Any]]:
    """The fields that the class itself declares."""
    own: dict[str, Field[Any]] = {}
    for name, annotation in cls.__annotations__.items():  # its own alone, since Python 3.10
        default = cls.__dict__.get(name, MISSING)
        one: Any = default if isinstance(default, Field) else field(default=default)
        one.name, one.type, one.kw_only, one._field_type = name, annotation, False, _FIELD
        own[name] = one
    return own


def _methods(known: dict[str, Field[Any]], frozen: bool) -> dict[str, Any]:
    names, shown = (*known,), tuple(name for name, one in known.items() if one.repr)
    values: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()

    def equal(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    found: dict[str, Any] = {"__repr__": _repr(shown), "__eq__": equal, "__hash__": None}
    if frozen:
        found["__hash__"] = lambda self: hash((self.__class__, values(self)))
        # The state of a copy or pickle is given to the constructor, since attributes cannot be set.
        found["__reduce__"] = lambda self: (self.__class__, tuple(getattr(self, name) for name in names))
        found |= {"__setattr__": _refuse, "__delattr__": _refuse}
    return found


def _first(cls: Any) -> Callable[..., None]:
    """Many types of a command never have a record: nothing is worked out before the first one."""

    def __init__(self: Any, *arguments: Any, **named: Any) -> None:
        cls.__init__ = _few(cls)
        cls.__init__(self, *arguments, **named)

    return __init__


def _few(cls: Any) -> Callable[..., None]:
    """An `__init__` that needs no compiling: most types of a command have a dozen records."""
    known = fields(cls)
    names = [one.name for one in known]
    slots = [(name, getattr(cls, name).__set__) for name in names]
    defaults = {one.name: one.default for one in known if one.default is not MISSING}
    factories = [(one.name, one.default_factory) for one in known if one.default_factory is not MISSING]
    checked = hasattr(cls, "__post_init__")
    made = 0

    def __init__(self: Any, *arguments: Any, **named: Any) -> None:
        nonlocal made
        made += 1
        given = {**dict(zip(names, arguments, strict=False)), **named}
        values = {**defaults, **given}
        for name, make in factories:
            if name not in values:
                values[name] = make()
        # A call that is wrong (a field has no value, or two, or what is given is no field's) is left to the compiled
        # one, whose message is Python's own.
        if made > FEW or len(values) != len(names) or len(given) != len(arguments) + len(named):
            cls.__init__ = _init(cls)
            return cls.__init__(self, *arguments, **named)  # type: ignore[no-any-return]
        for name, set_slot in slots:
            set_slot(self, values[name])
        if checked:
            self.__post_init__()

    return __init__


def _init(cls: Any) -> Any:
    """`__init__` as source: it gives every slot its value, through the slot's own descriptor."""
    known: dict[str, Any] = {"MISSING": MISSING}
    parameters, lines = ["self"], []
    for one in fields(cls):
        name = one.name
        known[f"set_{name}"] = getattr(cls, name).__set__
        parameters.append(name + _default(one, known))
        made = one.default_factory is not MISSING
        value = f"make_{name}() if {name} is MISSING else {name}" if made else name
        lines.append(f" set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"]), known)
    known["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    return known["__init__"]


def _default(one: Field[Any], known: dict[str, Any]) -> str:
    if one.default is not MISSING:
        known[f"default_{one.name}"] = one.default
        return f"=default_{one.name}"
    if one.default_factory is not MISSING:
        known[f"make_{one.name}"] = one.default_factory
        return "=MISSING"
    return ""


def _repr(names: tuple[str, ...]) -> Callable[[Any], str]:
    def text(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return text


def _refuse(self: Any, name: str, *_: Any) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")
