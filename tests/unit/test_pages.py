"""The pages for contributors name paths that are there: a room that moves takes its name along."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("CONTRIBUTING.md", "docs/architecture.md", "docs/recipes.md")
PATH = re.compile(r"`([\w./-]+(?:/|\.py|\.toml|\.yaml|\.json|\.md))`")
ANY_NAME = re.compile(r"\b(NAME|FAMILY|KIND)\b")


def named(page: str) -> list[str]:
    return sorted(set(PATH.findall((ROOT / page).read_text())))


def there(path: str) -> bool:
    """Below the repository, below the package, or, for a file that is named alone, anywhere in the package."""
    pattern = ANY_NAME.sub("*", path).strip("/")
    places = [*ROOT.glob(pattern), *(ROOT / "src" / "shipway").glob(pattern)]
    if "/" not in path:
        places += (ROOT / "src" / "shipway").rglob(pattern)
    return any(place.is_dir() or not path.endswith("/") for place in places)


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_a_page_names_is_there(page: str) -> None:
    paths = named(page)
    assert len(paths) > 5, "the page names paths"
    # the user's own file, of which the repository has examples alone
    assert [path for path in paths if path != "shipway.yaml" and not there(path)] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", (ROOT / page).read_text())
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_a_path_that_is_not_there_is_missed() -> None:
    assert not there("src/shipway/moon/")
    assert not there("lower/decide.py")
    assert not there("moon.py")
    assert there("lower/decide/")


def test_a_recipe_has_a_dozen_lines_and_the_command_that_begins_it() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text().partition("## Where things go")[2]
    recipes = re.findall(r"^### (.+)\n\n((?:(?!### ).*\n)+)", text, re.MULTILINE)
    kinds = {path.name for path in (ROOT / "scripts" / "new").iterdir()}
    begun = {found for _, body in recipes for found in re.findall(r"make new KIND=([\w-]+)", body)}
    assert begun == kinds
    long = {title: len(lines) for title, body in recipes if len(lines := [one for one in body.split("\n") if one]) > 12}
    assert long == {}
