"""What the manifest says of a datastore's home, held against what the target offers for its engine."""

from __future__ import annotations

from collections.abc import Iterator

from shipway.diagnostics import Diagnostics
from shipway.manifest.types import DatastoreChoice
from shipway.model.homes import Fate, Offer, Offers


def stated(choice: DatastoreChoice | None, engine: str, offers: Offers, diagnostics: Diagnostics) -> Offer | None:
    """The home that the manifest names, where the engine can have it. engine: of detection, "" for none."""
    if choice is None or choice.as_ is None:
        return None
    found = next((offer for offer in homes(engine, offers) if offer.word == choice.as_), None)
    if found is None:
        from shipway.lower.options import refuse_home

        refuse_home(choice, engine, offers, diagnostics)
    return found


def homes(engine: str, offers: Offers) -> Iterator[Offer]:
    """All that an engine may become, its own first."""
    yield from offers.get(engine, ()) if engine else ()
    yield from offers.get("", ())


def default(engine: str, offers: Offers) -> Offer | None:
    """What stands in for an engine where the manifest says nothing."""
    return next((offer for offer in homes(engine, offers) if offer.default and offer.fate is Fate.REPLACED), None)


def kept(offers: Offers) -> Offer | None:
    """What a datastore is that becomes nothing else."""
    return next((offer for offer in offers.get("", ()) if offer.fate is Fate.KEPT), None)


def check(choice: DatastoreChoice | None, home: Offer, diagnostics: Diagnostics) -> None:
    """Say which of the manifest's words the home does not know, and which values it cannot take."""
    if choice is not None and choice.options:
        from shipway.lower.options import check_options

        check_options(choice, home, diagnostics)
