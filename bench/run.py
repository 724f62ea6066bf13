"""Measures Shipway and the peers beside it, in one run on one machine, and prints a table of medians.

    python -m bench.run [--runs N] [--no-peers] [--quick]

No test asserts a time; this table is what design decisions are held against.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import peers, phases, projects
from bench.measure import Measured, command, tree_megabytes

SHIPWAY = Path(sys.executable).parent / "shipway"
CORE = ("yaml", "click", "jsonschema_rs", "rich", "pygments", "shipway")
CLOUD = ("boto3", "botocore", "s3transfer")


@dataclass(frozen=True, slots=True)
class Row:
    """what was measured; aim and wall as the design sets them; ours; the peer's, with its name."""

    what: str
    aim: str
    wall: str
    ours: str
    peer: str = ""
    ratio: str = ""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--runs", type=int, default=15, help="measured runs of each command (default 15)")
    parser.add_argument("--no-peers", action="store_true", help="measure Shipway alone")
    parser.add_argument("--quick", action="store_true", help="no project above 60 services")
    options = parser.parse_args(arguments)
    missing = {"ecs-composex": "not asked for", "aws-cdk": "not asked for"} if options.no_peers else peers.install()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for row in _rows(Path(folder), options, missing):
            rows.append(row)
            print(f"measured: {row.what}", file=sys.stderr)
    _table(rows)
    for peer, reason in missing.items():
        print(f"{peer}: left out ({reason})")
    return 0


def _rows(folder: Path, options: argparse.Namespace, missing: dict[str, str]) -> Iterator[Row]:
    runs = options.runs
    composex, cdk = "ecs-composex" not in missing, "aws-cdk" not in missing
    peer = peers.composex_help(runs) if composex else None
    yield _row("shipway --help", "60 ms, 20 MB", "100 ms", command([str(SHIPWAY), "--help"], runs=runs), peer)
    for services, aim, wall in ((4, "120 ms, 30 MB", "250 ms, 50 MB"), (60, "0.5 s", "1 s")):
        project = projects.write(folder / f"p{services}", services)
        ours = _plan(project, runs)
        peer = peers.composex_render(project, folder / "composex", max(1, runs // 2)) if composex else None
        yield _row(f"plan, {services} services", aim, wall, ours, peer)
        if cdk:
            synth = peers.cdk_synth(services - 2, folder / "cdk", max(1, runs // 3))
            yield _row(f"the same against CDK, {services} services", "", "", ours, synth, "aws-cdk")
    yield from _quickstart(runs)
    yield from _growth(folder, options)
    yield _imports()
    yield from _sizes(composex, cdk)


def _plan(project: Path, runs: int) -> Measured:
    """Without credentials and network: environment variables that could bring any are empty."""
    offline = {
        "AWS_ACCESS_KEY_ID": "",
        "AWS_SECRET_ACCESS_KEY": "",
        "AWS_PROFILE": "",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    return command([str(SHIPWAY), "-C", str(project), "plan"], runs=runs, environ=offline)


def _quickstart(runs: int) -> Iterator[Row]:
    """The plan of the quickstart, in times of importing click in the same run, and by its phases."""
    times = phases.turns(runs)
    ours, unit = (_milliseconds(times[name]) for name in (phases.PLAN, phases.UNIT))
    median, fastest = phases.ratio(times)
    yield Row(
        f"{phases.PLAN} by {phases.UNIT}", "2.6", "3", f"{median:.2f} (fastest {fastest:.2f})", f"{ours} by {unit}"
    )
    for phase, seconds in phases.phases(runs).items():
        yield Row(f"  of it {phase}", "", "", _milliseconds(seconds))


def _milliseconds(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1000:.1f} ms"


def _growth(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Time for each service more, between neighbouring sizes: constant where growth is linear."""
    sizes = (10, 60) if options.quick else (10, 60, 120, 250, 500)
    before: tuple[int, float] | None = None
    for services in sizes:
        measured = _plan(projects.write(folder / f"g{services}", services), max(1, options.runs // 2))
        each = ""
        if before and not measured.failure:
            each = f"{(measured.seconds - before[1]) / (services - before[0]) * 1000:.2f} ms a service"
        yield Row(f"growth, {services} services", "linear", "", _shown(measured), each)
        before = (services, measured.seconds) if not measured.failure else None


def _imports() -> Row:
    code = "import sys; n = len(sys.modules); import shipway.cli.root; print(len(sys.modules) - n)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    lines = done.stderr.strip().splitlines()
    return Row("modules at the start", "", "", done.stdout.strip() or f"failed: {lines[-1][:80] if lines else '?'}")


def _sizes(composex: bool, cdk: bool) -> Iterator[Row]:
    packages = Path(next(path for path in sys.path if path.endswith("site-packages")))
    ours = Path(__file__).parent.parent / "src" / "shipway"
    core = sum(tree_megabytes(ours if name == "shipway" else packages / name) for name in CORE)
    cloud = sum(tree_megabytes(packages / name) for name in CLOUD)
    there = peers.sizes()
    beside = ", ".join(f"{name} {size:.0f} MB" for name, size in there.items() if composex or cdk)
    yield Row(
        "installed, without / with boto3", "35 / 70 MB", "40 / 80 MB", f"{core:.0f} / {core + cloud:.0f} MB", beside
    )


def _row(what: str, aim: str, wall: str, ours: Measured, peer: Measured | None, name: str = "ecs-composex") -> Row:
    if peer is None:
        return Row(what, aim, wall, _shown(ours))
    ratio = "" if ours.failure or peer.failure else f"{peer.seconds / ours.seconds:.1f}×"
    return Row(what, aim, wall, _shown(ours), f"{name} {_shown(peer)}", ratio)


def _shown(measured: Measured) -> str:
    if measured.failure:
        return f"failed: {measured.failure}"
    time = f"{measured.seconds * 1000:.0f} ms" if measured.seconds < 1 else f"{measured.seconds:.2f} s"
    return f"{time}, {measured.megabytes:.0f} MB"


def _table(rows: list[Row]) -> None:
    head = Row("what", "aim", "wall", "measured", "peer", "ratio")
    lines = [(row.what, row.aim, row.wall, row.ours, row.peer, row.ratio) for row in (head, *rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    for number, line in enumerate(lines):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")
        if number == 0:
            print("| " + " | ".join("-" * width for width in widths) + " |")


if __name__ == "__main__":
    sys.exit(main())
