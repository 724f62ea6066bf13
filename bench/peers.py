"""The peers beside us, each in an environment of its own below .cache/peers; left out where it cannot be installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from bench.answers import serving
from bench.measure import Measured, command, reason, tree_megabytes

CACHE = Path(__file__).parent.parent / ".cache" / "peers"
APP = Path(__file__).parent / "cdk" / "app.js"
COMPOSEX = CACHE / "composex"
ACCOUNT = {
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
}
CDK = CACHE / "cdk" / "node_modules"


def install() -> dict[str, str]:
    """Installs what is missing; peer → why it cannot be measured."""
    missing = {}
    if not (COMPOSEX / "bin" / "ecs-compose-x").exists():
        missing["ecs-composex"] = _run([sys.executable, "-m", "venv", str(COMPOSEX)]) or _run(
            [str(COMPOSEX / "bin" / "pip"), "install", "--quiet", "ecs-composex"]
        )
    if not (CDK / "aws-cdk-lib").exists():
        CDK.parent.mkdir(parents=True, exist_ok=True)
        npm = shutil.which("npm")
        words = [
            npm or "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--prefix",
            str(CDK.parent),
            "aws-cdk-lib",
            "constructs",
        ]
        missing["aws-cdk"] = _run(words) if npm else "npm is not installed"
    return {peer: reason for peer, reason in missing.items() if reason}


def _run(words: list[str]) -> str:
    """ "" if the command succeeded, else its last line."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=600, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)[:100]
    return "" if done.returncode == 0 else reason(done.stderr or done.stdout, done.returncode)


def composex_help(runs: int) -> Measured:
    """`ecs-compose-x --help`, which asks AWS as well, and may end in failure after it printed its help."""
    with serving() as address:
        environ = {**ACCOUNT, "AWS_ENDPOINT_URL": address}
        return command([str(COMPOSEX / "bin" / "ecs-compose-x"), "--help"], runs=runs, environ=environ, status=None)


def composex_render(project: Path, out: Path, runs: int) -> Measured:
    """`ecs-compose-x render`; AWS's few answers come from this process."""
    words = [str(COMPOSEX / "bin" / "ecs-compose-x"), "render", "-n", "shop", "-f", str(project / "compose.yaml")]
    with serving() as address:
        environ = {**ACCOUNT, "AWS_ENDPOINT_URL": address}
        return command([*words, "-d", str(out), "--format", "json"], runs=runs, folder=project, environ=environ)


def cdk_synth(services: int, out: Path, runs: int) -> Measured:
    """The synthesis alone, without the CLI around it, which favours CDK. services: besides database and cache."""
    environ = {"NODE_PATH": str(CDK), "BENCH_OUT": str(out), "BENCH_SERVICES": str(services)}
    return command(["node", str(APP)], runs=runs, environ=environ)


def sizes() -> dict[str, float]:
    """Installed megabytes of each peer that is here."""
    folders = {"ecs-composex": COMPOSEX / "lib", "aws-cdk": CDK}
    return {peer: tree_megabytes(folder) for peer, folder in folders.items() if folder.exists()}
