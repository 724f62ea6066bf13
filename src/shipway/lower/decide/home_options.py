"""What the manifest asks of a datastore's home and the home cannot do: where, what it takes, the nearest option.

Imported where there is something to check: most projects say nothing of their datastores.
"""

from __future__ import annotations

from shipway.diagnostics import Diagnostics
from shipway.fits import fits
from shipway.lower.decide.homes import homes
from shipway.manifest.types import DatastoreChoice
from shipway.model.homes import Fate, Offer, Offers
from shipway.shapes import listed
from shipway.spelling import nearest
from shipway.words import words_of

SENTENCE = {
    Fate.REPLACED: "becomes {title}, which does not take `{key}`",
    Fate.KEPT: "stays a container, which does not take `{key}`",
    Fate.OUTSIDE: "stays where it is, so `{key}` has no effect",
}


def refuse_home(choice: DatastoreChoice, engine: str, offers: Offers, diagnostics: Diagnostics) -> None:
    """The manifest names a home that does not exist, or that this engine cannot have."""
    word = choice.as_ or ""
    titles = [offer.title for found in offers.values() for offer in found if offer.word == word]
    possible = list(dict.fromkeys(offer.word for offer in homes(engine, offers)))
    if titles:
        what = f"it runs {engine}" if engine else f"`{word}` cannot replace its image"
        diagnostics.error(
            "datastore.other-engine",
            f'"{choice.name}" cannot be `as: {word}`: {what}',
            choice.origin,
            detail=f"`{word}` means {', '.join(titles)}.",
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


def check_options(choice: DatastoreChoice, home: Offer, diagnostics: Diagnostics) -> None:
    """Report the manifest's options that the home does not know, and the values that it cannot take."""
    known = {word.name: word for word in words_of(home.options)}
    taken = [word.name for word in known.values() if not word.later]
    for key, value in choice.options.items():
        origin = choice.origin_of(key)
        if key not in known and key in choice.inherited:
            continue
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
                detail=f"{home.title} takes nothing else here.",
                fix=f"Correct the value, or leave {key} out.",
            )
