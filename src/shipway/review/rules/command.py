"""Development servers and compilers as the command of a container."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shipway.model.workload import Workload
from shipway.review.rule import Finding, Intent, Rule

SERVER = "is a development server"
WATCHERS = r"nodemon|ng\s+serve|vite|webpack(?:-dev-server|\s+serve)|next\s+dev|air"
DEVELOPMENT = (
    (r"(?:^|\s)--reload(?:\s|$|=)", "reloads itself when files change"),
    (r"manage\.py\s+runserver", "is Django's development server"),
    (r"(?:^|\s)flask\s+(?:.*\s)?run(?:\s|$)", "is Flask's development server"),
    (r"(?:npm|yarn|pnpm|bun)\s+(?:run\s+)?(?:dev|start:dev|serve|watch)(?:\s|$)", SERVER),
    (rf"(?:^|\s)(?:{WATCHERS})(?:\s|$)", SERVER),
    (r"php\s+artisan\s+serve|rails\s+s(?:erver)?(?:\s|$)(?!.*production)|php\s+-S\s", SERVER),
    (r"mvn\w*\s+spring-boot:run|gradlew?\s+bootRun|dotnet\s+watch|go\s+run\s", "compiles at every start"),
)
"""Pattern → what the command does; the first that fits is reported."""


def look(intent: Intent) -> Iterator[Finding]:
    for workload in intent.application.workloads:
        words = " ".join("".join(p for p in w.parts if isinstance(p, str)) for w in workload.command or ())
        what = next((what for pattern, what in DEVELOPMENT if re.search(pattern, words)), "")
        if what:
            yield _found(workload, what)


def _found(workload: Workload, what: str) -> Finding:
    origin = next((w.origin for w in workload.command or () if w.origin), workload.origin)
    return Finding(f'the command of "{workload.name}" {what}', origin)


RULES = (
    Rule(
        "production.command",
        "a development server as the command",
        "it is slow, serves few callers at once, and shows or reloads code",
        "https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver",
        "Start the server that production needs.",
        intent=look,
    ),
)
