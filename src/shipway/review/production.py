"""What is right on a laptop and wrong in production: a production environment is not deployed until it is settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from shipway.diagnostics import Diagnostics, Origin
from shipway.model.application import Application, Environment, Workload
from shipway.model.sensitive import Sensitive
from shipway.records import record


@record
class Guard:
    """A variable that must not have such a value. name, value: patterns that match whole, whatever the case."""

    code: str
    name: str
    value: str
    danger: str
    fix: str


GUARDS = (
    Guard(
        "debug",
        r"(.*_)?debug|flask_debug|app_debug|django_debug",
        r"true|1|yes|on|\*|.*:\*",
        "error pages show code, settings and secrets",
        "Set it to false.",
    ),
    Guard(
        "environment",
        r"node_env|flask_env|app_env|rails_env|rack_env|environment|aspnetcore_environment|django_env|go_env|env",
        r"dev|development|local|debug",
        "the program runs with its development settings",
        "Set it to production.",
    ),
    Guard(
        "hosts",
        r"(.*_)?allowed_hosts?",
        r"\*|.*[,\s]\*|\[?['\"]\*['\"]\]?",
        "requests for any host name are answered, which opens links in mails to forgery",
        "Name the hosts that it serves.",
    ),
    Guard(
        "cors",
        r"(.*_)?(cors|allowed)_(.*_)?origins?|cors",
        r"\*|\[?['\"]\*['\"]\]?",
        "any web page may call it with its visitors' rights",
        "Name the origins of your own pages.",
    ),
    Guard(
        "tls",
        r"node_tls_reject_unauthorized|pythonhttpsverify|.*ssl_?verify.*|.*verify_?ssl.*|.*tls_?verify.*",
        r"0|false|no|off|none",
        "certificates are not checked, so anybody in between can answer",
        "Remove it.",
    ),
)
IN_URLS = re.compile(r"ssl_cert_reqs=(?:CERT_)?none|sslmode=(?:disable|allow)|sslverify=false|verify=false", re.I)
_SERVER = "is a development server"
_WATCHERS = r"nodemon|ng\s+serve|vite|webpack(?:-dev-server|\s+serve)|next\s+dev|air"
DEVELOPMENT = (
    (re.compile(r"(?:^|\s)--reload(?:\s|$|=)"), "reloads itself when files change"),
    (re.compile(r"manage\.py\s+runserver"), "is Django's development server"),
    (re.compile(r"(?:^|\s)flask\s+(?:.*\s)?run(?:\s|$)"), "is Flask's development server"),
    (re.compile(r"(?:npm|yarn|pnpm|bun)\s+(?:run\s+)?(?:dev|start:dev|serve|watch)(?:\s|$)"), _SERVER),
    (re.compile(rf"(?:^|\s)(?:{_WATCHERS})(?:\s|$)"), _SERVER),
    (re.compile(r"php\s+artisan\s+serve|rails\s+s(?:erver)?(?:\s|$)(?!.*production)|php\s+-S\s"), _SERVER),
    (re.compile(r"mvn\w*\s+spring-boot:run|gradlew?\s+bootRun|dotnet\s+watch|go\s+run\s"), "compiles at every start"),
)
WEAK = re.compile(
    r"change[-_ ]?(?:me|this|it).*|(?:my|your|the|some|a|very|super|dev|test|insecure|django-insecure)?[-_ ]*"
    r"(?:secret|password|passwd|token|key|pass)[-_ ]*(?:key|here|value|\d{0,4})?|postgres|root|admin|test|"
    r"example|default|django-insecure.*|password\d*|123456\d*|qwerty.*|minioadmin|guest|toor|app|dev|localdev|xxx+|none|placeholder",
    re.I,
)
SHORT = 8


def production(
    application: Application, environment: Environment, values: Mapping[str, Sensitive], diagnostics: Diagnostics
) -> None:
    """Blockers of a production environment. values: the secrets' values; none of them is in a message."""
    if not environment.production:
        return
    for workload in application.workloads:
        for code, origin, summary, fix in _found(workload):
            diagnostics.blocker(f"production.{code}", summary, origin, fix=fix)
    for secret in application.secrets:
        value = values.get(secret.name)
        if value is not None and (len(value.reveal()) < SHORT or WEAK.fullmatch(value.reveal().strip())):
            diagnostics.blocker(
                "production.weak-secret",
                f"{secret.name} has a value that is guessed at once",
                secret.source,
                fix=f"Give it a long random one: `shipway secrets set {secret.name}`, or in the file it comes from.",
            )


def _found(workload: Workload) -> Iterator[tuple[str, Origin | None, str, str]]:
    for name, value in workload.environment:
        text = "".join(part for part in value.parts if isinstance(part, str)).strip()
        for guard in GUARDS:
            if re.fullmatch(guard.name, name, re.I) and re.fullmatch(guard.value, text, re.I):
                summary = f'{name}={text} of "{workload.name}": {guard.danger}'
                yield guard.code, value.origin, summary, _settled(guard.fix, name)
        if IN_URLS.search(text):
            summary = f'{name} of "{workload.name}" switches the check of certificates off'
            yield "tls", value.origin, summary, "Remove that parameter."
    words = " ".join("".join(p for p in w.parts if isinstance(p, str)) for w in workload.command or ())
    for pattern, what in DEVELOPMENT:
        if words and pattern.search(words):
            origin = next((w.origin for w in workload.command or () if w.origin), workload.origin)
            summary = f'the command of "{workload.name}" {what}'
            yield "command", origin, summary, "Start the server that production needs."
            return


def _settled(fix: str, name: str) -> str:
    return f"{fix} For all environments: `env: {{{name}: …}}` in shipway.yaml."
