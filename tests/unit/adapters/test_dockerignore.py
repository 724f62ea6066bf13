"""Which files a build's context does not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from shipway.adapters.dockerignore import Ignored
from shipway.adapters.files import DiskReader


@pytest.mark.parametrize(
    ("patterns", "path", "out"),
    [
        (("node_modules",), "node_modules/a/b.js", True),
        (("node_modules",), "web/node_modules/a.js", False),
        (("**/node_modules",), "web/node_modules/a.js", True),
        (("**/node_modules/",), "node_modules/a.js", True),
        (("*.pyc",), "a.pyc", True),
        (("*.pyc",), "deep/a.pyc", False),
        (("**/*.pyc",), "very/deep/a.pyc", True),
        (("/docs",), "docs/a.md", True),
        (("./docs/*.md",), "docs/a.md", True),
        (("docs/*.md",), "docs/more/a.md", False),
        (("*.md", "!README.md"), "README.md", False),
        (("*.md", "!README.md"), "OTHER.md", True),
        (("!README.md", "*.md"), "README.md", True),
        (("*", "!src"), "src/a.py", False),
        (("*", "!src", "src/secret"), "src/secret/key", True),
        (("a?.txt",), "ab.txt", True),
        (("[ab].txt",), "b.txt", True),
        ((r"\*.txt",), "a.txt", False),
        (("build**",), "builder/x", True),
        (("", "  "), "a", False),
        (("a.b",), "axb", False),
    ],
)
def test_patterns(patterns: tuple[str, ...], path: str, out: bool) -> None:
    assert Ignored(patterns)(path) is out


def test_a_folder_left_out_is_not_walked_and_one_taken_back_is(tmp_path: Path) -> None:
    for name in ("a.py", "dist/x.js", "dist/keep/y.js"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    reader = DiskReader(tmp_path)
    assert reader.files(".", ("dist",)) == ("a.py",)
    assert reader.files(".", ("dist", "!dist/keep")) == ("a.py", "dist/keep/y.js")
    assert reader.digest(".", ("dist",)) != reader.digest(".")
