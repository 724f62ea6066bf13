"""Whatever stands in a Compose file, it is planned or refused at a line; nothing crashes."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from unit.files import DictReader

from shipway.compose.load import load
from shipway.diagnostics import Diagnostic, Diagnostics, InputError, Severity

SHOP = """\
name: shop
x-common: &common
  restart: unless-stopped
services:
  web:
    <<: *common
    image: ${IMAGE:-example/web}
    ports: ["8000:8000", {target: 80, published: "8080-8090"}]
    environment: {URL: "postgres://u:p@db:5432/x", KEY: $$x}
    env_file: [{path: web.env, required: false}]
    depends_on: {db: {condition: service_healthy}}
    volumes: ["./conf:/conf:ro", {type: tmpfs, target: /tmp, tmpfs: {size: 10m}}]
    healthcheck: {test: ["CMD", "true"], interval: 1m30s}
    deploy: {replicas: 2, resources: {limits: {cpus: "0.5", memory: 512M}}}
  db: {image: "postgres:16", volumes: [data:/var/lib/postgresql/data], networks: [back]}
networks: {back: {internal: true}}
volumes: {data: {external: false}}
secrets: {key: {environment: KEY}}
"""
LINES = SHOP.splitlines()
WORDS = (
    *("null", "{}", "[]", "-1", "1e400", ".nan", "${", "${X:?}", "${X:-${Y}}", "*a", "<<: *a", "!reset null", "? x"),
    *(
        "80:80:80:80",
        "1-2:3-4",
        "0x1F",
        "\t",
        "'",
        '"',
        "#",
        "- - -",
        "99999999999999999999",
        "on",
        "service:x",
        "~/.x",
    ),
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A real file with some lines taken out, doubled, shifted, or given another value."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(("drop", "double", "shift", "value", "insert"))):
            case "drop" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(at, draw(st.sampled_from(LINES)))
            case "shift":
                lines[at] = " " * draw(st.integers(0, 8)) + lines[at].lstrip()
            case "value":
                lines[at] = lines[at].partition(":")[0] + ": " + draw(st.sampled_from(WORDS))
            case _:
                place = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + draw(st.sampled_from(WORDS)) + lines[at][place:]
    return "\n".join(lines)


def errors(text: str) -> list[Diagnostic]:
    """What is said of a file that is refused."""
    try:
        load(DictReader({"compose.yaml": text}), directory="/p", environ={}, diagnostics=Diagnostics())
    except InputError as error:
        return [one for one in error.diagnostics if one.severity is Severity.ERROR]
    return []


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_a_damaged_file_is_read_or_refused_at_a_line(text: str) -> None:
    assert all(one.origin and one.fix for one in errors(text))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert all(one.origin and one.fix for one in errors(text))
