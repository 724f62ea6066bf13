"""What the manifest says of a datastore's home, held against what the target offers for its engine."""

from __future__ import annotations

from collections.abc import Iterator

from shipway.diagnostics import Diagnostics
from shipway.fits import fits
from shipway.manifest.types import DatastoreChoice
from shipway.model.homes import Fate, Offer, Offers
from shipway.shapes import listed
from shipway.spelling import nearest
from shipway.words import words_of

SENTENCE = {
    Fate.REPLACED: "becomes {title}, which does not take `{key}`",
    Fate.KEPT: "stays a container, which does not take `{key}`",
    Fate.OUTSIDE: "stays where it is, and `{key}` says nothing of that",
}


def stated(choice: DatastoreChoice | None, engine: str, offers: Offers, diagnostics: Diagnostics) -> Offer | None:
    """The home that the manifest names, where the engine can have it. engine: of detection, "" for none."""
    if choice is None or choice.as_ is None:
        return None
    found = next((offer for offer in homes(engine, offers) if offer.word == choice.as_), None)
    if found is None:
        _refuse(choice, engine, offers, diagnostics)
    return found


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
    """What a datastore is that becomes nothing else."""
    return next((offer for offer in offers.get("", ()) if offer.fate is Fate.KEPT), None)


def _refuse(choice: DatastoreChoice, engine: str, offers: Offers, diagnostics: Diagnostics) -> None:
    word = choice.as_ or ""
    titles = [offer.title for found in offers.values() for offer in found if offer.word == word]
    possible = list(dict.fromkeys(offer.word for offer in homes(engine, offers)))
    if titles:
        what = f"it runs {engine}" if engine else "its image is none that this can stand in for"
        diagnostics.error(
            "datastore.other-engine",
            f'"{choice.name}" cannot be `as: {word}`: {what}',
            choice.origin,
            detail=f"`{word}` is {', '.join(titles)}.",
            fix=f"It can be {', '.join(possible)}.",
        )
        return
    close = nearest(word, {offer.word for found in offers.values() for offer in found})
    diagnostics.error(
        "datastore.unknown-home",
        f'"{choice.name}" cannot be `as: {word}`: there is no such home',
        choice.origin,
        fix=f'Did you mean "{close}"?' if close else f"It can be {', '.join(possible)}.",
    )


def check_options(choice: DatastoreChoice | None, home: Offer | None, diagnostics: Diagnostics) -> None:
    """Say which of the manifest's words the home does not know, and which values it cannot take."""
    if choice is None or home is None or not choice.options:
        return
    known = {word.name: word for word in words_of(home.options)}
    taken = [word.name for word in known.values() if not word.later]
    for key, value in choice.options.items():
        origin = choice.origin_of(key)
        if key not in known:
            close = nearest(key, taken)
            takes = f"It takes {listed(taken)}." if taken else "It takes no options."
            sentence = SENTENCE[home.fate].format(title=home.title, key=key)
            diagnostics.error(
                "datastore.unknown-option",
                f'"{choice.name}" {sentence}',
                origin,
                fix=f'Did you mean "{close}"? {takes}' if close else takes,
            )
        elif not fits(known[key].shape, value):
            diagnostics.error(
                "datastore.bad-option",
                f'`{key}` of "{choice.name}" must be {known[key].shape.said}',
                origin,
                detail=f"{home.title} takes nothing else there.",
                fix=f"Correct the value, or leave {key} out.",
            )
