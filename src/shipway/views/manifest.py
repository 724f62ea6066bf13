"""A shipway.yaml as text: the defaults that hold, and next to every decision the line that changes it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from shipway.model.application import Application, Environment
from shipway.model.workload import Kind

WIDTH = 110
SCHEMA = ".shipway/schema.json"
"""Next to shipway.yaml, so that editors find it without a network and on every machine that has the project."""


def text(application: Application, environment: Environment) -> str:
    """The file's complete content. It says what already holds, so writing it changes nothing."""
    return "\n".join(_lines(application, environment)) + "\n"


def _lines(application: Application, environment: Environment) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={SCHEMA}"
    yield "# What Compose cannot say. Everything here is optional; `shipway plan` shows the result."
    yield f"app: {application.name}"
    yield f"region: {environment.region}"
    yield ""
    yield "environments:"
    yield f"  {environment.name}: {{target: {environment.target}}}"
    yield f"  # production: {{target: {environment.target}, domain: {application.name}.example.org, zones: 2}}"
    if application.routes:
        yield ""
        yield "# services:"
        for route in application.routes:
            yield from _comment(f"{route.workload} is public on port {route.listener or route.port}.")
            host = f'"{route.workload}.${{domain}}"'
            yield f"#   {route.workload}: {{public: {host}, scale: {{min: 2, max: 4, cpu: 70}}}}"
    if application.secrets:
        yield ""
        yield "# Secrets go to Secrets Manager; `shipway secrets set NAME` stores one that has no value yet:"
        for secret in application.secrets:
            yield f"#   {secret.name}: {f'from {secret.source}' if secret.source else 'no value yet'}"
    decisions = list(_decisions(application))
    if decisions:
        yield ""
        yield "# Decisions, each with the line that changes it:"
        for sentence, override in decisions:
            yield "#"
            yield from _comment(sentence)
            if override:
                yield f"#     {override}"


def _decisions(application: Application) -> Iterator[tuple[str, str]]:
    """(sentence, the manifest's line that changes the decision or "")."""
    for decision in application.decisions:
        yield decision.sentence, decision.override
    told = {decision.subject for decision in application.decisions}
    for workload in application.workloads:
        at = f"{workload.name} ({workload.origin})"
        if workload.kind is Kind.JOB and workload.name not in told:
            yield f"{at} runs to completion before what waits for it", f"services: {{{workload.name}: {{run: always}}}}"
        elif workload.scaling.singleton:
            yield f"{at} never runs twice", ""
    for skipped in application.skipped:
        yield f"{skipped.name} ({skipped.origin}) is left out: {skipped.reason}", ""


def _comment(sentence: str) -> Iterator[str]:
    yield from textwrap.wrap(sentence, WIDTH, initial_indent="# ", subsequent_indent="# ", break_long_words=False)
