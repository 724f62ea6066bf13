"""What the manifest says about a datastore's home, checked against what the target offers for its engine."""

from __future__ import annotations

from collections.abc import Iterator

from shipway.manifest.types import DatastoreChoice
from shipway.model.homes import Fate, Offer, Offers


def stated(choice: DatastoreChoice | None, engine: str, offers: Offers) -> Offer | None:
    """The home that the manifest names, where the engine can have it. engine: as detected, "" for none."""
    wanted = choice.as_ if choice is not None else None
    return next((offer for offer in homes(engine, offers) if offer.word == wanted), None)


def homes(engine: str, offers: Offers) -> Iterator[Offer]:
    """All that an engine may become, its own first."""
    yield from offers.get(engine, ()) if engine else ()
    yield from offers.get("", ())


def default(engine: str, offers: Offers) -> Offer | None:
    """What stands in for an engine where the manifest says nothing."""
    return next((offer for offer in homes(engine, offers) if offer.default and offer.fate is Fate.REPLACED), None)


def better(stated: Offer | None, engine: str, offers: Offers) -> Offer | None:
    """What may stand in for it: as the manifest says, else by default; None where nothing may."""
    if stated is not None and stated.fate is not Fate.KEPT:
        return stated if stated.fate is Fate.REPLACED else None
    return default(engine, offers)


def kept(offers: Offers) -> Offer | None:
    """The home of a datastore that stays a container."""
    return next((offer for offer in offers.get("", ()) if offer.fate is Fate.KEPT), None)
