"""Documents of compose-go's own tests, each accepted or rejected as there."""

from __future__ import annotations

import json
import posixpath
from pathlib import Path

import pytest

from shipway.adapters.files import DiskReader
from shipway.compose.load import load
from shipway.diagnostics import Diagnostics, InputError, Severity

DATA = Path(__file__).parents[3] / "shared/conformance"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the conformance data is not beside the repository (../shared/conformance)"
)

# Where the harvest or the layer differs, each with its reason; docs/compose.md lists them too.
DIFFERENT = {
    "TestLoadWithResourcesCycle": "needs the remote loader that its test brings",
    "TestLoadEmptyContent_MissingProject": "a project without a name is named after its folder",
}
CONSISTENCY_IS_MEANT = ("TestExtendsWihtMissingService", "TestWithSelectedServicesOption_SkipsMissingEnvFile")
"""Rejected there too because something is named that is not there."""
CYCLES = "TestResetCycle"
"""Of its six documents only the last one has the cycle that the test asserts, and only that one is rejected."""

# compose-go's loader tests switch these off: fragments without an image, names that another file defines, files of
# the test's own folder.
CONSISTENCY = (
    *("compose.no-image", "compose.no-services", "compose.missing", "compose.no-source", "compose.unknown-service"),
    *("compose.unknown-volume", "compose.unknown-network", "compose.unknown-secret", "compose.unknown-config"),
)
ENVIRONMENT = {
    "theint": "555",
    "thefloat": "3.14",
    "thebool": "true",
    "FOO_SCALE": "2",
    "thesize": "2gb",
    "theduration": "10m",
}
VERBS = {"%s": "1024"}  # Go's format verbs, which the harvest kept


class Reader(DiskReader):
    """The document as compose.yaml, and the files of compose-go's testdata."""

    def __init__(self, document: str) -> None:
        super().__init__(DATA / "loader-testdata")
        self.document = document

    def text(self, path: str) -> str | None:
        return self.document if path == "compose.yaml" else super().text(path)

    def stat(self, path: str) -> str | None:
        return "file" if path == "compose.yaml" else super().stat(path)

    def _path(self, path: str) -> Path:
        return super()._path(posixpath.normpath(path).removeprefix("testdata/"))


def cases() -> list[dict]:
    path = DATA / "inline_documents.json"
    return json.loads(path.read_text()) if path.is_file() else []


def problems(document: str) -> list[str]:
    """The codes of what makes the document wrong."""
    for verb, value in VERBS.items():
        document = document.replace(verb, value)
    diagnostics = Diagnostics()
    reader = Reader(document)
    try:
        load(reader, directory="/p", files=("compose.yaml",), environ=ENVIRONMENT, diagnostics=diagnostics)
    except InputError as error:
        return [one.code for one in error.diagnostics if one.severity is Severity.ERROR]
    return []


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['test']}-{case['n']}")
def test_document(case):
    if case["test"] in DIFFERENT:
        pytest.xfail(DIFFERENT[case["test"]])
    rejected = bool(case["error_asserts"])
    if case["test"] == CYCLES:
        rejected = case["n"] == 5
    found = problems(case["yaml"])
    if rejected:
        assert [code for code in found if not code.startswith(CONSISTENCY)] or case["test"] in CONSISTENCY_IS_MEANT
    else:
        assert [code for code in found if not code.startswith(CONSISTENCY)] == []
